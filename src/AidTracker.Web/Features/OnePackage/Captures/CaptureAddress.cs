using System.Globalization;
using AidTracker.Domain.Ledger;

namespace AidTracker.Web.Features.OnePackage.Captures;

/// <summary>Where the text of one source stands: by the version of the announcement that names it, and its place among that one's sources.</summary>
public sealed record CaptureAddress(int Announcement, int Version, int Position)
{
    public static string Of(string slug, Announcement announcement, Source source) =>
        string.Create(CultureInfo.InvariantCulture, $"/packages/{slug}/sources/{announcement.Number}-{announcement.Version}-{source.Position}");

    /// <summary>The place on the text's page at which a citation's passage begins.</summary>
    public static string Anchor(Citation citation) => string.Create(CultureInfo.InvariantCulture, $"cited-{citation.Position}");

    /// <summary>Reads the last part of an address; null where it is not exactly one.</summary>
    public static CaptureAddress? Parse(string text)
    {
        var parts = text.Split('-').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && part[0] != '0' ? number : 0).ToList();
        return parts is [> 0, > 0, > 0] ? new CaptureAddress(parts[0], parts[1], parts[2]) : null;
    }
}
