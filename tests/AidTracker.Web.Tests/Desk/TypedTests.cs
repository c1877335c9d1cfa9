using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Desk.Typed;
using AidTracker.Web.Features.Desk.Writing;

namespace AidTracker.Web.Tests.Desk;

/// <summary>What people type into fields: read as they mean it, or answered with a sentence.</summary>
public sealed class TypedTests
{
    [Theory]
    [InlineData("835M", "835000000", null)]
    [InlineData("1.234,56", "1234.56", null)]
    [InlineData("1,234.56", "1234.56", null)]
    [InlineData("٣٥٠", "350", null)]
    [InlineData("١٬٢٣٤٫٥", "1234.5", null)]
    [InlineData("CAD 2bn", "2000000000", "CAD")]
    [InlineData("2 bn CAD", "2000000000", "CAD")]
    [InlineData("US$ 500 million", "500000000", "USD")]
    [InlineData("$ 500 mln", "500000000", null)]
    [InlineData("€1.5bn", "1500000000", "EUR")]
    [InlineData("1 234 567,8", "1234567.8", null)]
    [InlineData("1'234'567", "1234567", null)]
    [InlineData("0.5M", "500000", null)]
    [InlineData("2,5 Mio", "2500000", null)]
    [InlineData("NOK 7.5 billion", "7500000000", "NOK")]
    [InlineData("１２３", "123", null)]
    public void An_amount_is_read_however_it_is_written(string typed, string amount, string? currency)
    {
        var (money, refused) = TypedMoney.Read(typed, "Amount", Allowed.AboveZero);

        Assert.Null(refused);
        Assert.Equal(new TypedMoney(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture), currency), money);
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("−5M")]
    [InlineData("-$5")]
    [InlineData("1e400")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("0x10")]
    [InlineData("0")]
    [InlineData("1.234")]
    [InlineData("1,234bn")]
    [InlineData("1,23,4")]
    [InlineData("1.2.3,4.5")]
    [InlineData("0.001")]
    [InlineData("10000000000000000")]
    [InlineData("5 tn tn")]
    [InlineData("12 parsecs")]
    [InlineData("M")]
    [InlineData("--5")]
    [InlineData("(5)")]
    [InlineData("five")]
    public void What_is_no_amount_is_answered_with_a_sentence(string typed)
    {
        var (money, refused) = TypedMoney.Read(typed, "Amount", Allowed.AboveZero);

        Assert.Null(money);
        Assert.StartsWith("Amount: ", refused!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Less_is_an_amount_where_its_kind_takes_it()
    {
        Assert.Equal(-5_000_000m, TypedMoney.Read("−5M", "Amount", Allowed.AnyButZero).Money!.Amount);
    }

    [Fact]
    public void Nothing_is_no_amount_and_no_mistake()
    {
        Assert.Equal((null, null), TypedMoney.Read("  ", "Amount", Allowed.AboveZero));
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Nothing_that_can_be_typed_breaks_a_field(string typed)
    {
        Assert.True(TypedMoney.Read(typed, "Amount", Allowed.AboveZero) is not (not null, not null));
        Assert.True(TypedDate.Read(typed, "Date") is not (not null, _, not null));
        var (lines, refused) = PastedRows.Read(typed, 0);
        Assert.Equal(lines.Count == 0, refused is not null);
        Assert.NotNull(PastedText.Read(new Pasted(typed, typed, typed, typed, typed), new DateOnly(2025, 9, 1)).Form);
    }

    /// <summary>Of the kinds that lists of naughty strings have; ours.</summary>
    public static TheoryData<string> Hostile => new(
        "", " ", "\0", "\uFEFF", "\uD83D", "😀😀", "👩‍👩‍👧‍👦 835M", "\u202E1234", "مليون ٣٥٠", "ＣＡＤ ２ｂｎ", "<script>alert(1)</script>", "'; drop table desk.draft; --", "${7*7}", "=1+1", "%s%n%x",
        "../../etc/passwd", "1\t2\t3\n4\t5\t6", "\t\t\t\n\n", "undefined", "null", "-0", "1/0", "1e1", "٫٬", "................", ",,,,,,,,", "9999999999999999999999999999999999999999", "𝟙𝟚𝟛", "½", "１．５", "Ω≈ç√∫˜µ≤≥÷",
        "0000-00-00", "2025-13-45", "31/31/31", "30 February 2025", new string('9', 40_000), new string('\u0300', 40_000), string.Concat(Enumerable.Repeat("835M ", 8_000)));

    [Theory]
    [InlineData("2025-08-24", "2025-08-24", DatePrecision.Day)]
    [InlineData("24 August 2025", "2025-08-24", DatePrecision.Day)]
    [InlineData("August 24, 2025", "2025-08-24", DatePrecision.Day)]
    [InlineData("24th Aug. 2025", "2025-08-24", DatePrecision.Day)]
    [InlineData("24.8.2025", "2025-08-24", DatePrecision.Day)]
    [InlineData("٢٠٢٥-٠٨-٢٤", "2025-08-24", DatePrecision.Day)]
    [InlineData("August 2025", "2025-08-31", DatePrecision.Month)]
    [InlineData("2024-02", "2024-02-29", DatePrecision.Month)]
    public void A_date_is_read_however_it_is_written(string typed, string day, DatePrecision precision)
    {
        Assert.Equal((DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), precision, null), TypedDate.Read(typed, "Date"));
    }

    [Theory]
    [InlineData("30 February 2025", "has 28")]
    [InlineData("2025-02-30", "has 28")]
    [InlineData("03/04/2025", "the day or the month first")]
    [InlineData("yesterday", "is no date")]
    [InlineData("1875-01-01", "outside")]
    public void What_is_no_date_is_answered_with_a_sentence(string typed, string says)
    {
        var (date, _, refused) = TypedDate.Read(typed, "Date");

        Assert.Null(date);
        Assert.Contains(says, refused!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_a_spreadsheet_become_lines_by_their_headings()
    {
        var (lines, refused) = PastedRows.Read("Item\tQty\tUnit\tAmount\r\n155 mm shells\t1.200\tround\t35M\r\nTrucks\t12\ttruck\t\r\n", 0);

        Assert.Null(refused);
        Assert.Equal([("155 mm shells", "1.200", "round", "35M"), ("Trucks", "12", "truck", "")], lines.Select(line => (line.Description, line.Quantity, line.Unit, line.Amount)));
    }

    [Fact]
    public void Rows_without_headings_become_lines_by_what_stands_in_them()
    {
        var (lines, _) = PastedRows.Read("AMM\tShells\t835M\t1,200\nTrucks\t1.5bn", 0);

        Assert.Equal([("AMM", "Shells", "835M", "1,200"), ("", "Trucks", "1.5bn", "")], lines.Select(line => (line.Category, line.Description, line.Amount, line.Quantity)));
    }

    [Fact]
    public void Ten_thousand_rows_are_refused_whole()
    {
        var (lines, refused) = PastedRows.Read(string.Concat(Enumerable.Range(1, 10_000).Select(row => $"Item {row}\t{row}\n")), 3);

        Assert.Empty(lines);
        Assert.Contains("10,003", refused!.ToString(), StringComparison.Ordinal);
    }
}
