namespace AidTracker.Web.Features.Desk.Drafts;

/// <summary>The names of a draft's fields, as findings, proposals, passages and comments refer to them.</summary>
public static class Fields
{
    public const string Package = "package";
    public const string Slug = "slug";
    public const string Donors = "donors";
    public const string Recipients = "recipients";
    public const string Currency = "currency";
    public const string Title = "title";
    public const string PackageSummary = "package-summary";
    public const string Initiative = "initiative";
    public const string Kind = "kind";
    public const string Date = "date";
    public const string Precision = "precision";
    public const string Place = "place";
    public const string Summary = "summary";
    public const string Amount = "amount";
    public const string Qualifier = "qualifier";
    public const string Low = "low";
    public const string Stated = "stated";
    public const string Overlap = "overlap";
    public const string Corrects = "corrects";
    public const string Into = "into";
    public const string Reason = "reason";
    public const string OtherMoney = "other-money";
    public const string Lines = "lines";
    public const string Sources = "sources";
    public const string Listings = "listings";

    /// <summary>Such as <c>line-1a2b3c4d-amount</c>.</summary>
    public static string Of(DraftLine line, string part = "amount") => $"line-{line.Id}-{part}";

    /// <summary>Such as <c>source-1-publisher</c>.</summary>
    /// <param name="position">From 1.</param>
    public static string OfSource(int position, string part) => $"source-{position}-{part}";

    /// <summary>Such as <c>list-1a2b3c4d-code</c>.</summary>
    public static string Of(DraftListing listing, string part) => $"list-{listing.Id}-{part}";

    /// <summary>What a person calls it: <c>Amount of line 2</c>.</summary>
    public static string Name(DraftForm form, string field)
    {
        for (var i = 0; i < form.Lines.Count; i++)
        {
            if (field.StartsWith($"line-{form.Lines[i].Id}-", StringComparison.Ordinal))
            {
                return $"{Label(field[(form.Lines[i].Id.Length + 6)..])} of line {i + 1}";
            }
        }

        for (var i = 0; i < form.Listings.Count; i++)
        {
            if (field.StartsWith($"list-{form.Listings[i].Id}-", StringComparison.Ordinal))
            {
                return $"{Label(field[(form.Listings[i].Id.Length + 6)..])} of list entry {i + 1}";
            }
        }

        return field.Split('-') is ["source", var position, var part] ? $"{Label(part)} of source {position}" : Label(field);
    }

    private static string Label(string part) => part switch
    {
        Slug => "Address",
        Into => "The other package",
        PackageSummary => "Summary of the package",
        Low => "Lower end",
        Stated => "Second currency",
        Corrects => "Announcement",
        OtherMoney => "Why it is other money",
        "covers" => "Also covers",
        "url" => "Link",
        "published" => "Published on",
        "retrieved" => "Read on",
        "text" => "Text",
        _ => char.ToUpperInvariant(part[0]) + part[1..],
    };
}
