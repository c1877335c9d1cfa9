using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace AidTracker.Web.Data;

/// <summary>Columns are called as PostgreSQL's users expect: <c>announced_on</c> for <c>AnnouncedOn</c>.</summary>
internal static class SnakeCase
{
    public static void Apply(IMutableModel model)
    {
        // What is inside a JSON column has no columns.
        foreach (var entity in model.GetEntityTypes().Where(entity => !entity.IsMappedToJson()))
        {
            foreach (var property in entity.GetDeclaredProperties().Where(property => property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null))
            {
                property.SetColumnName(Of(property.Name));
            }
        }
    }

    private static string Of(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(letter));
        }

        return text.ToString();
    }
}
