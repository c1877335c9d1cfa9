using AidTracker.Web.Features.Export;

namespace AidTracker.Web.Features.Api;

/// <summary>What a column is in JSON, in a word.</summary>
internal static class ApiTypes
{
    public static string Name(ColumnType type) => type switch
    {
        ColumnType.Whole => "whole number",
        ColumnType.Number => "number",
        ColumnType.ExactNumber => "number as text",
        ColumnType.Truth => "truth",
        ColumnType.Codes => "list of texts",
        ColumnType.Date => "date",
        ColumnType.Instant => "instant, UTC",
        _ => "text",
    };
}
