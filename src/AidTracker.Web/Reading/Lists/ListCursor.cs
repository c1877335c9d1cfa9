using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace AidTracker.Web.Reading.Lists;

/// <summary>
/// Where a list goes on: what its last row was sorted by, so that a page far on is found as fast as the first. In an address (<c>after</c>)
/// it is one word that means nothing to people; whatever stands there is checked before it is used.
/// </summary>
/// <param name="List">The path of the view that it is of.</param>
/// <param name="Sort">One of the view's sorts.</param>
/// <param name="Key">What the sort begins with: a day (empty: none), a publication's number, party codes with spaces between them, a title or a currency.</param>
/// <param name="Amount">Committed, where packages are sorted by it; null where none is stated.</param>
/// <param name="Slug">The package's address.</param>
/// <param name="Number">Of the line, or of the announcement; 0 for packages.</param>
/// <param name="Version">Of the announcement; else 0.</param>
/// <param name="Position">Of the entry or progress within it; else 0.</param>
public sealed record ListCursor(string List, string Sort, string Key, decimal? Amount, string Slug, int Number = 0, int Version = 0, int Position = 0)
{
    /// <summary>How long it may be, in characters.</summary>
    public const int MostCharacters = 3000;

    /// <summary>The day of <see cref="Key"/>; null where there is none.</summary>
    [JsonIgnore]
    public DateOnly? Day => Key.Length == 0 ? null : DateOnly.ParseExact(Key, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    [JsonIgnore]
    public long Publication => long.Parse(Key, CultureInfo.InvariantCulture);

    [JsonIgnore]
    public string[] Codes => Key.Split(' ');

    public static ListCursor Of(PackageRow row, string? sort) => new(
        LedgerView.Packages.Path, sort ?? LedgerView.Packages.Sorts[0], KeyOf(row, sort), sort == "currency" ? row.Committed : null, row.Slug);

    public static ListCursor Of(PackageLine row, string? sort) => new(
        LedgerView.LineItems.Path, sort ?? LedgerView.LineItems.Sorts[0], KeyOf(row.Package, sort), null, row.Package.Slug, row.Line.LineNumber);

    public static ListCursor Of(PackageAnnouncement row, string? sort) => new(
        LedgerView.Announcements.Path, sort ?? LedgerView.Announcements.Sorts[0],
        sort is "recorded" or "-recorded" ? row.Announcement.Publication.ToString(CultureInfo.InvariantCulture) : Written(row.Announcement.AnnouncedOn),
        null, row.Package.Slug, row.Announcement.Number, row.Announcement.Version);

    /// <returns>The cursor, or the sentence why there is none.</returns>
    public static (ListCursor? Cursor, string? Error) Read(string text, LedgerView view, string sort)
    {
        const string Begin = "leave “after” out to begin at the first page, and follow the link “Next” from there.";
        if (text.Length > MostCharacters)
        {
            return (null, $"“after” has more than {MostCharacters} characters: {Begin}");
        }

        var cursor = Unwrapped(text);
        return cursor is null || !cursor.IsUsable ? (null, $"“after” is not a place in a list: {Begin}")
            : cursor.List != view.Path || cursor.Sort != sort ? (null, $"“after” is a place in another list or order: {Begin}")
            : (cursor, null);
    }

    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(this)));

    private bool IsUsable
    {
        get
        {
            var isKey = (List, Sort) switch
            {
                ("/announcements", "announced" or "-announced") => IsDay(Key),
                ("/announcements", "recorded" or "-recorded") => long.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out _),
                ("/entries" or "/progress", "announced" or "-announced") => IsDay(Key),
                ("/entries" or "/progress", "recorded" or "-recorded") => EntryPages.ReadInstant(Key) is not null,
                ("/packages" or "/line-items", "announced" or "-announced") => Key.Length == 0 || IsDay(Key),
                ("/packages" or "/line-items", "donor" or "recipient" or "currency") => Key.Length > 0 && Key.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ' ' or '-' or '_'),
                ("/packages" or "/line-items", "title") => Key.Length > 0 && !Key.Contains('\0', StringComparison.Ordinal),
                _ => false,
            };
            return isKey && Slug.Length > 0 && Slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-')
                && Amount is null or (> -Domain.Amounts.Money.Limit and < Domain.Amounts.Money.Limit);
        }
    }

    private static ListCursor? Unwrapped(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<ListCursor>(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(Base64Url.DecodeFromChars(text))) is { List: not null, Sort: not null, Key: not null, Slug: not null } cursor
                ? cursor
                : null;
        }
        catch (Exception malformed) when (malformed is FormatException or JsonException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string KeyOf(PackageRow row, string? sort) => sort switch
    {
        "donor" => string.Join(' ', row.Donors),
        "recipient" => string.Join(' ', row.Recipients),
        "title" => row.Title,
        "currency" => row.Currency,
        _ => row.FirstAnnouncedOn is { } day ? Written(day) : "",
    };

    private static bool IsDay(string key) => DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    internal static string Written(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
