using System.Security.Cryptography;
using System.Text;
using System.Xml;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Shell;

namespace AidTracker.Web.Features.Feed;

/// <summary>Announcements and corrections as an Atom feed (RFC 4287): a version of an announcement is an entry, and never changes.</summary>
internal static class AtomFeed
{
    private const string Atom = "http://www.w3.org/2005/Atom";

    /// <param name="host">The site's address, without a slash at its end.</param>
    /// <param name="self">The feed's own address, from its path on.</param>
    public static byte[] Write(IReadOnlyList<PackageAnnouncement> rows, IReadOnlyList<string> choices, LedgerHead head, string host, string self, LedgerFilter lens)
    {
        using var written = new MemoryStream();
        using (var xml = XmlWriter.Create(written, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) }))
        {
            xml.WriteStartElement("feed", Atom);
            Text(xml, "id", Id("feed", self));
            Text(xml, "title", choices.Count == 0 ? "AidTracker: announcements and corrections" : $"AidTracker: {string.Join("; ", choices)}");
            // What is found can only change with the ledger.
            Text(xml, "updated", Words.IsoInstant(rows.Count > 0 ? rows.Max(row => row.Announcement.RecordedAt) : head.RecordedAt ?? DateTimeOffset.UnixEpoch));
            Link(xml, "self", host + self, "application/atom+xml");
            Link(xml, "alternate", host + self.Replace("/announcements.atom", "/announcements", StringComparison.Ordinal), "text/html");
            foreach (var row in rows)
            {
                Entry(xml, row, host, lens);
            }

            xml.WriteEndElement();
        }

        return written.ToArray();
    }

    private static void Entry(XmlWriter xml, PackageAnnouncement row, string host, LedgerFilter lens)
    {
        var (package, announcement) = (row.Package, row.Announcement);
        var recorded = Words.IsoInstant(announcement.RecordedAt);
        xml.WriteStartElement("entry", Atom);
        Text(xml, "id", Id("announcement", $"{package.Slug}/{announcement.Number}/{announcement.Version}"));
        Text(xml, "title", $"{(announcement.Version > 1 ? announcement.Status == VersionStatus.Withdrawn ? "Withdrawn: " : "Corrected: " : "")}{Words.Kind(Enum.Parse<AnnouncementKind>(announcement.Kind))}: {package.Title}");
        Text(xml, "updated", recorded);
        Text(xml, "published", recorded);
        xml.WriteStartElement("author", Atom);
        Text(xml, "name", announcement.Editor);
        xml.WriteEndElement();
        Link(xml, "alternate", $"{host}/packages/{package.Slug}{lens.ToQuery()}#announcement-{announcement.Number}", "text/html");
        if (announcement.SourceUrl is { } source && Uri.IsWellFormedUriString(source, UriKind.Absolute))
        {
            Link(xml, "via", source, null);
        }

        xml.WriteStartElement("category", Atom);
        xml.WriteAttributeString("term", announcement.Kind);
        xml.WriteEndElement();
        Text(xml, "summary", string.Join(' ', new[]
        {
            $"{Words.List(package.DonorNames)} for {Words.List(package.RecipientNames)}, {Words.Date(announcement.AnnouncedOn, announcement.DatePrecision)}:",
            announcement.Summary,
            announcement.Net == 0 ? null : $"The package's total moves by {Words.WithSign(announcement.Net)} {announcement.Currency}.",
            announcement.Reason is { } reason ? $"Why it was corrected: {reason}" : null,
        }.OfType<string>()));
        xml.WriteEndElement();
    }

    /// <summary>The same for the same thing, wherever the feed is served from.</summary>
    private static string Id(string what, string name)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"aidtracker/{what}/{name}"))[..16];
        // As RFC 9562 has it for identifiers of one's own making.
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80));
        return $"urn:uuid:{new Guid(bytes, bigEndian: true)}";
    }

    private static void Text(XmlWriter xml, string name, string text) => xml.WriteElementString(name, Atom, new string([.. text.Where(letter => XmlConvert.IsXmlChar(letter) || char.IsSurrogate(letter))]));

    private static void Link(XmlWriter xml, string relation, string address, string? type)
    {
        xml.WriteStartElement("link", Atom);
        xml.WriteAttributeString("rel", relation);
        xml.WriteAttributeString("href", address);
        if (type is not null)
        {
            xml.WriteAttributeString("type", type);
        }

        xml.WriteEndElement();
    }
}
