using System.Text.Json.Nodes;

namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>Where two texts of one draft differ.</summary>
internal static class DraftDifferences
{
    /// <summary>A field each that is not the same, with both texts whole.</summary>
    public static IReadOnlyList<(string Field, string Mine, string Theirs)> Of(DraftForm mine, DraftForm theirs)
    {
        var (here, there) = (Flat(mine), Flat(theirs));
        return [.. here.Keys.Union(there.Keys).Where(key => here.GetValueOrDefault(key, "") != there.GetValueOrDefault(key, ""))
            .Select(key => (key, here.GetValueOrDefault(key, ""), there.GetValueOrDefault(key, "")))];
    }

    private static Dictionary<string, string> Flat(DraftForm form)
    {
        var flat = new Dictionary<string, string>();
        Walk("", JsonNode.Parse(DraftJson.Write(form)));
        return flat;

        void Walk(string path, JsonNode? node)
        {
            switch (node)
            {
                case JsonObject fields:
                    foreach (var (name, value) in fields.Where(each => each.Key is not ("id" or "proposals" or "passages" or "remarks")))
                    {
                        Walk(path.Length == 0 ? Spoken(name) : $"{path}, {Spoken(name).ToLowerInvariant()}", value);
                    }

                    break;
                case JsonArray list:
                    for (var i = 0; i < list.Count; i++)
                    {
                        Walk($"{path.TrimEnd('s')} {i + 1}", list[i]);
                    }

                    break;
                case not null:
                    flat[path] = node.ToString();
                    break;
            }
        }
    }

    /// <summary><c>statedByDonor</c> as <c>Stated by donor</c>.</summary>
    private static string Spoken(string name) =>
        char.ToUpperInvariant(name[0]) + string.Concat(name[1..].Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : letter.ToString()));
}
