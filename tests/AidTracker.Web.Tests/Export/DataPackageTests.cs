using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.DataPackage;
using AidTracker.Web.Tests.Reading;
using CsvHelper;

namespace AidTracker.Web.Tests.Export;

/// <summary>The data package holds the record, says what it holds, and is the same whenever it is asked for.</summary>
public sealed class DataPackageTests(DemonstrationLedger ledger, DemonstrationSite site) : IClassFixture<DemonstrationLedger>, IClassFixture<DemonstrationSite>
{
    [Fact]
    public async Task It_is_what_its_description_says()
    {
        using var archive = new ZipArchive(new MemoryStream(await site.Client.GetByteArrayAsync(new Uri("/dataset.zip", UriKind.Relative))));
        using var package = JsonDocument.Parse(Bytes(archive, "datapackage.json"));
        var resources = package.RootElement.GetProperty("resources").EnumerateArray().ToList();
        var tables = resources.ToDictionary(resource => resource.GetProperty("name").GetString()!, resource => Rows(Bytes(archive, resource.GetProperty("path").GetString()!)));

        Assert.Equal(DataTables.All.Select(table => table.Name), tables.Keys);
        foreach (var resource in resources)
        {
            var (name, bytes) = (resource.GetProperty("name").GetString()!, Bytes(archive, resource.GetProperty("path").GetString()!));
            var schema = resource.GetProperty("schema");
            Assert.Equal((name, $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}"), (name, resource.GetProperty("hash").GetString()));
            Assert.Equal((name, bytes.LongLength, (long)tables[name].Count), (name, resource.GetProperty("bytes").GetInt64(), resource.GetProperty("rowcount").GetInt64()));
            Assert.Equal(schema.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString()), Header(bytes));
            var key = Names(schema.GetProperty("primaryKey"));
            Assert.Equal((name, tables[name].Count), (name, tables[name].Select(row => Values(row, key)).Distinct().Count()));
            foreach (var refers in schema.TryGetProperty("foreignKeys", out var keys) ? keys.EnumerateArray().ToArray() : [])
            {
                var theirs = tables[refers.GetProperty("reference").GetProperty("resource").GetString()!].Select(row => Values(row, Names(refers.GetProperty("reference").GetProperty("fields")))).ToHashSet();
                var ours = Names(refers.GetProperty("fields"));
                Assert.All(tables[name].Where(row => ours.All(column => row[column].Length > 0)), row => Assert.Contains(Values(row, ours), theirs));
            }
        }

        Assert.All(new[] { "sources", "citations", "publications", "progress" }, name => Assert.NotEmpty(tables[name]));
        var committed = (await Csv.RowsAsync(site, "/packages.csv")).ToDictionary(row => row["package"], row => row["committed"]);
        Assert.Equal(committed.OrderBy(row => row.Key), tables["packages"].ToDictionary(row => row["package"], row => row["committed"]).OrderBy(row => row.Key));
        var codebook = Encoding.UTF8.GetString(Bytes(archive, "CODEBOOK.md"));
        Assert.All(DataTables.All.SelectMany(table => table.Columns), column => Assert.Contains($"| `{column.Name}` | {column.Meaning} |", codebook, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_point_is_the_same_bytes_after_a_correction_and_under_any_culture()
    {
        await using var context = ledger.Context();
        var head = await LedgerHead.AtAsync(context, long.MaxValue, default);
        var asOf = new AsOf(new DateOnly(2025, 12, 31), head.Seq);
        var before = await FileAsync(asOf, head);

        var package = await ledger.LoadAsync("ca-ua-2025-06-kananaskis");
        await ledger.Publish.OnAsync(package.Slug, package.Revision, Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
            revision.Announce(new Announcement(AnnouncementKind.ToppedUp, AnnouncedDate.Day(2025, 12, 1), "More", [new Entry(LineItem.NotYetItemised, new Money(5, new Currency("CAD")))])));

        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.DateTimeFormat.Calendar = culture.OptionalCalendars.FirstOrDefault(calendar => calendar is not GregorianCalendar) ?? culture.Calendar;
        culture.DateTimeFormat.DateSeparator = "/";
        CultureInfo.CurrentCulture = culture;

        Assert.Equal(before, await FileAsync(asOf, head));
        await using var later = ledger.Context();
        var newer = await LedgerHead.AtAsync(later, long.MaxValue, default);
        Assert.Equal(head.Seq + 1, newer.Seq);
        Assert.NotEqual(before, await FileAsync(asOf with { KnownAt = newer.Seq }, newer));
    }

    [Theory]
    [InlineData("/dataset.zip?donor=CA", "donor: ")]
    [InlineData("/dataset.zip?announcedBy=soon", "announcedBy: ")]
    public async Task What_it_cannot_be_asked_gets_a_sentence(string address, string begins)
    {
        using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, response.StatusCode);
        Assert.StartsWith(begins, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Before_the_first_publication_it_is_whole_and_empty()
    {
        using var archive = new ZipArchive(new MemoryStream(await site.Client.GetByteArrayAsync(new Uri("/dataset.zip?knownAt=0", UriKind.Relative))));

        Assert.Empty(Rows(Bytes(archive, "data/packages.csv")));
        Assert.NotEmpty(Rows(Bytes(archive, "data/parties.csv")));
    }

    private async Task<byte[]> FileAsync(AsOf asOf, LedgerHead head)
    {
        await using var context = ledger.Context();
        using var file = new MemoryStream();
        await DataPackageFile.WriteAsync(file, context, asOf, head, default);
        return file.ToArray();
    }

    private static byte[] Bytes(ZipArchive archive, string name)
    {
        using var part = (archive.GetEntry(name) ?? throw new InvalidOperationException($"There is no {name}.")).Open();
        using var bytes = new MemoryStream();
        part.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static List<Dictionary<string, string>> Rows(byte[] csv)
    {
        using var reader = new CsvReader(new StreamReader(new MemoryStream(csv)), CultureInfo.InvariantCulture);
        return [.. reader.GetRecords<dynamic>().Select(record => ((IDictionary<string, object>)record).ToDictionary(cell => cell.Key, cell => (string)cell.Value))];
    }

    private static string[] Header(byte[] csv) => new StreamReader(new MemoryStream(csv)).ReadLine()!.Split(',');

    private static string[] Names(JsonElement list) => [.. list.EnumerateArray().Select(name => name.GetString()!)];

    private static string Values(Dictionary<string, string> row, IEnumerable<string> columns) => string.Join('|', columns.Select(column => row[column]));
}
