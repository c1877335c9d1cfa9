using System.IO.Compression;
using System.Text;
using AidTracker.Web.Features.Rates;

namespace AidTracker.Web.Tests.Rates;

/// <summary>The European Central Bank's files, and what is left of them after somebody else has had them in hand.</summary>
public sealed class RateFileTests
{
    private const string Table = "Date,USD,CYP,CAD,\n2025-06-18,1.1508,N/A,1.5748,\n2025-06-17,1.1568,,1.569,\n";

    private const string Xml = """
        <?xml version="1.0" encoding="UTF-8"?>
        <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
          <gesmes:subject>Reference rates</gesmes:subject>
          <gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
          <Cube>
            <Cube time="2025-06-18"><Cube currency="USD" rate="1.1508"/><Cube currency="CAD" rate="1.5748"/></Cube>
            <Cube time="2025-06-17"><Cube currency="USD" rate="1.1568"/><Cube currency="CAD" rate="1.569"/></Cube>
          </Cube>
        </gesmes:Envelope>
        """;

    public static TheoryData<string> Forms => ["csv", "crlf", "bom", "plain", "zip", "xml", "zipped xml"];

    [Theory, MemberData(nameof(Forms))]
    public async Task Each_form_says_the_same(string form)
    {
        var table = await ReadAsync(form switch
        {
            "csv" => Bytes(Table),
            "crlf" => Bytes(Table.Replace("\n", "\r\n", StringComparison.Ordinal)),
            "bom" => Bytes("\uFEFF" + Table),
            "plain" => Bytes(Table.Replace(",\n", "\n", StringComparison.Ordinal)),
            "zip" => Zipped(("eurofxref-hist.csv", Table)),
            "xml" => Bytes(Xml),
            _ => Zipped(("eurofxref.xml", Xml)),
        });

        Assert.Equal(
            ["CAD 2025-06-17 1.569", "CAD 2025-06-18 1.5748", "USD 2025-06-17 1.1568", "USD 2025-06-18 1.1508"],
            table.Rates.Select(rate => FormattableString.Invariant($"{rate.Key.Currency} {rate.Key.Day:yyyy-MM-dd} {rate.Value}")).Order(StringComparer.Ordinal));
        Assert.Equal((2, 2), (table.Days, table.Currencies));
    }

    [Fact]
    public async Task A_currency_that_the_ledger_does_not_know_is_left_out_and_told() =>
        Assert.Equal(["CYP"], (await ReadAsync(Bytes(Table))).Skipped);

    [Theory]
    [InlineData("", "", "Line 1, column 1: the first line is not that of a table of rates")]
    [InlineData("Date,USD", "Day,USD", "Line 1, column 1: ")]
    [InlineData("CYP", "Cyprus", "Line 1, column 3: “Cyprus” is not a currency's code")]
    [InlineData("CYP", "EUR", "Line 1, column 3: EUR is what rates are measured in")]
    [InlineData("CYP", "USD", "Line 1, column 3: USD is the heading of two columns")]
    [InlineData("1.569,", "1.56x,", "Line 3, column 4: “1.56x” is not a rate of CAD")]
    [InlineData("1.569,", "1e3,", "Line 3, column 4: “1e3” is not a rate of CAD")]
    [InlineData("1.569,", "-1.569,", "Line 3, column 4: “-1.569” is not a rate of CAD")]
    [InlineData("1.569,", " 1.569,", "Line 3, column 4: “ 1.569” is not a rate of CAD")]
    [InlineData("1.569,", "1.56912345678,", "Line 3, column 4: “1.56912345678” is not a rate of CAD")]
    [InlineData("1.569,", "0,", "Line 3, column 4: 0 is not a rate of CAD: it has to be above 0")]
    [InlineData("1.569,", "0.000,", "Line 3, column 4: 0.000 is not a rate of CAD")]
    [InlineData("1.569,", "2000000000,", "Line 3, column 4: 2000000000 is not a rate of CAD")]
    [InlineData("1.569,", "1.569,7", "Line 3, column 5: there is a value in a column without a heading")]
    [InlineData("1.569,", "1.569,,", "Line 3, column 5: the line ends after column 6, and the first line has 5")]
    [InlineData("2025-06-17", "2025-06-18", "Line 3, column 1: 2025-06-18 stands there twice")]
    [InlineData("2025-06-17", "2025-06-31", "Line 3, column 1: “2025-06-31” is not a day")]
    [InlineData("2025-06-17", "17 June 2025", "Line 3, column 1: “17 June 2025” is not a day")]
    [InlineData("2025-06-17", "1998-12-31", "Line 3, column 1: 1998-12-31 is not between 1999-01-01 and today")]
    [InlineData("2025-06-18", "2025-06-21", "Line 2, column 1: 2025-06-21 is not between 1999-01-01 and today, 2025-06-20")]
    [InlineData("\n2025-06-18", "\n\n2025-06-18", "Line 2, column 1: the line ends after column 1, and the first line has 5")]
    public async Task A_table_with_one_thing_wrong_is_refused_whole_and_the_place_is_named(string right, string wrong, string sentence)
    {
        var refused = await RefusedAsync(Bytes(right.Length == 0 ? wrong : Table.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.StartsWith(sentence, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wherever_a_table_is_cut_off_inside_a_line_it_is_refused()
    {
        foreach (var table in new[] { Table, Table.Replace(",\n", "\n", StringComparison.Ordinal) })
        {
            for (var length = 0; length < table.Length; length++)
            {
                // What ends with a whole line cannot be told from a shorter table, and is one; a comma or an end of line is the end of it.
                var isWhole = length > 0 && (table[length - 1] == '\n' || (table[length] == '\n' && table[length - 1] == ','));
                if (!isWhole || !table[..length].TrimEnd('\n').Contains('\n'))
                {
                    await RefusedAsync(Bytes(table[..length]));
                }
            }
        }
    }

    [Fact]
    public async Task Wherever_a_zip_or_xml_is_cut_off_or_changed_it_is_refused()
    {
        var zip = Zipped(("eurofxref-hist.csv", Table));
        for (var length = 0; length < zip.Length; length += 7)
        {
            await RefusedAsync(zip[..length]);
        }

        for (var length = 0; length < Xml.Length; length += 7)
        {
            await RefusedAsync(Bytes(Xml[..length]));
        }

        // Stored as it is, so that only the checksum tells.
        var stored = Zipped(CompressionLevel.NoCompression, ("eurofxref-hist.csv", Table));
        var at = stored.AsSpan().IndexOf("1.569"u8);
        stored[at] = (byte)'2';
        Assert.StartsWith("The zip is damaged", await RefusedAsync(stored), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rate=\"1.569\"", "rate=\"1.5g9\"", "Line 7, column ")]
    [InlineData("rate=\"1.569\"", "rate=\"0\"", "Line 7, column ")]
    [InlineData("rate=\"1.569\"", "", "Line 7, column ")]
    [InlineData("time=\"2025-06-17\"", "time=\"2025-06-18\"", "Line 7, column ")]
    [InlineData("<Cube time=\"2025-06-17\">", "<Cube>", "Line 7, column ")]
    [InlineData("currency=\"CAD\" rate=\"1.569\"", "currency=\"USD\" rate=\"1.569\"", "Line 7, column ")]
    [InlineData("gesmes:Envelope", "gesmes:Letter", "Line 2, column ")]
    [InlineData("http://www.ecb.int/", "http://www.else.int/", "Line 5, column ")]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<!DOCTYPE e [<!ENTITY a \"b\">]>", "Line 1, column ")]
    public async Task Xml_with_one_thing_wrong_is_refused_whole_and_the_place_is_named(string right, string wrong, string sentence) =>
        Assert.StartsWith(sentence, await RefusedAsync(Bytes(Xml.Replace(right, wrong, StringComparison.Ordinal))), StringComparison.Ordinal);

    [Fact]
    public async Task What_is_too_large_is_refused_before_it_is_read_whole()
    {
        Assert.EndsWith($"more than {RateTable.MostCurrencies} currencies.", await RefusedAsync(Bytes("Date," + string.Join(',', Enumerable.Range(0, RateTable.MostCurrencies + 1).Select(i => $"A{(char)('A' + i / 26)}{(char)('A' + i % 26)}")) + "\n")), StringComparison.Ordinal);
        Assert.Equal($"The file has more than {RateFile.SizeLimit} bytes.", await RefusedAsync(Zipped(("bomb.csv", new string('0', RateFile.SizeLimit + 1)))));
        Assert.StartsWith("The zip has 2 files in it", await RefusedAsync(Zipped(("one.csv", Table), ("two.csv", Table))), StringComparison.Ordinal);
        Assert.StartsWith("The file is not a text in UTF-8", await RefusedAsync([0xFF, 0xFE, 0x44]), StringComparison.Ordinal);
    }

    private static Task<RateTable> ReadAsync(byte[] file) =>
        RateFile.ReadAsync(file, new HashSet<string> { "USD", "CAD" }, new DateOnly(2025, 6, 20), CancellationToken.None);

    private static async Task<string> RefusedAsync(byte[] file) => (await Assert.ThrowsAsync<RatesRefusedException>(() => ReadAsync(file))).Message;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Zipped(params (string Name, string Text)[] files) => Zipped(CompressionLevel.Fastest, files);

    private static byte[] Zipped(CompressionLevel level, params (string Name, string Text)[] files)
    {
        var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in files)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(Bytes(text));
            }
        }

        return bytes.ToArray();
    }
}
