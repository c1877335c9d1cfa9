using System.Globalization;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Compare;

/// <summary>One of the two things that are compared, as an address has it.</summary>
public abstract record Compared
{
    /// <summary>As it stands in an address; a point's record by its number, which means the same forever.</summary>
    public abstract string Address { get; }
}

/// <summary>The ledger at a point of both clocks.</summary>
/// <param name="RecordedAt">When the last publication that counts was recorded, UTC; null where all count or none does.</param>
public sealed record ComparedPoint(AsOf AsOf, DateTime? RecordedAt = null) : Compared
{
    public override string Address => AsOf.IsNow ? "now" : string.Join(',', new[]
    {
        AsOf.AnnouncedBy is { } by ? Words.IsoDate(by) : null,
        AsOf.KnownAt is { } known ? string.Create(CultureInfo.InvariantCulture, $"known:{known}") : null,
    }.OfType<string>());

    /// <summary>Such as <c>31 July 2025</c> or <c>31 July 2025, as known at publication 17</c>.</summary>
    public string Name => (AsOf.AnnouncedBy, AsOf.KnownAt) switch
    {
        (null, null) => "now",
        ({ } by, null) => Words.Date(by),
        (null, { } known) => $"the record at publication {Words.Number(known)}",
        ({ } by, { } known) => $"{Words.Date(by)}, as known at publication {Words.Number(known)}",
    };
}

/// <param name="Slug">The package's address.</param>
public sealed record ComparedPackage(string Slug) : Compared
{
    public override string Address => $"package:{Slug}";
}

/// <param name="Code">The party's code.</param>
public sealed record ComparedDonor(string Code) : Compared
{
    public override string Address => $"donor:{Code}";
}

/// <summary>Reads what is compared from an address.</summary>
public sealed class ComparedParser(KnownPublications publications, ReferenceLists lists)
{
    /// <summary>How long either may be, in characters.</summary>
    public const int MostCharacters = 120;

    private const string Forms = "a day (2025-07-31), the record (known:2025-08-25 or known:17), both (2025-07-31,known:17), now, package: with a package’s address, or donor: with a code (donor:CA)";

    /// <param name="name">The parameter's: <c>a</c> or <c>b</c>.</param>
    /// <returns>What is compared, or the sentence why it cannot be.</returns>
    public async Task<(Compared? Compared, string? Error)> ReadAsync(string name, string asked, CancellationToken cancel)
    {
        if (asked.Length > MostCharacters)
        {
            return (null, $"“{name}” has more than {MostCharacters} characters: write {Forms}.");
        }

        if (asked.StartsWith("package:", StringComparison.Ordinal))
        {
            var slug = asked["package:".Length..].Trim();
            return IsAddress(slug) ? (new ComparedPackage(slug), null) : (null, NoPackage(name, slug));
        }

        if (asked.StartsWith("donor:", StringComparison.Ordinal))
        {
            var code = asked["donor:".Length..].Trim().ToUpperInvariant();
            return lists.Parties.ContainsKey(code) ? (new ComparedDonor(code), null)
                : lists.Alpha2.TryGetValue(code, out var alpha2) ? (new ComparedDonor(alpha2), null)
                : (null, $"“{name}” names the donor “{Shown(code)}”, which is not known: use a country’s two-letter code such as CA, or an institution’s such as EU.");
        }

        return await PointAsync(name, asked, cancel);
    }

    /// <summary>Whether a package could have it as its address.</summary>
    public static bool IsAddress(string slug) => slug.Length is > 0 and <= MostCharacters && slug.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');

    public static string NoPackage(string name, string slug) => $"“{name}” names the package “{Shown(slug)}”, and none on record has that address: copy it from the package’s page, where it follows /packages/.";

    private async Task<(Compared?, string?)> PointAsync(string name, string asked, CancellationToken cancel)
    {
        var point = new ComparedPoint(AsOf.Now);
        if (asked == "now")
        {
            return (point, null);
        }

        foreach (var part in asked.Split(',', StringSplitOptions.TrimEntries))
        {
            if (part.StartsWith("known:", StringComparison.Ordinal) && part.Length > "known:".Length && point.AsOf.KnownAt is null)
            {
                var (head, error) = await publications.FindAsync(part["known:".Length..], cancel);
                if (head is null)
                {
                    return (null, $"“{name}” cannot be used. {error!.Replace("“knownAt” is", "What follows known: is", StringComparison.Ordinal)}");
                }

                point = new ComparedPoint(point.AsOf with { KnownAt = head.Seq }, head.RecordedAt?.UtcDateTime);
            }
            else if (point.AsOf.AnnouncedBy is null && DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                point = point with { AsOf = point.AsOf with { AnnouncedBy = day } };
            }
            else
            {
                return (null, $"“{name}” is “{Shown(asked)}”, which cannot be compared: write {Forms}.");
            }
        }

        return (point, null);
    }

    private static string Shown(string value)
    {
        var line = new string([.. value.Where(letter => !char.IsControl(letter))]);
        return line.Length <= 40 ? line : line[..40] + "…";
    }
}
