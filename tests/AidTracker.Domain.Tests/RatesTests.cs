using AidTracker.Domain.Amounts;

namespace AidTracker.Domain.Tests;

public sealed class RatesTests
{
    private static readonly Currency Cad = new("CAD");
    private static readonly Currency Usd = new("USD");
    private static readonly Currency Eur = new("EUR");

    /// <summary>A Friday, with the dollar a day older.</summary>
    private static readonly Rates Known = new([(Cad, Day(13), 1.6m), (Usd, Day(12), 1.2m), (Cad, Day(16), 1.5m)]);

    [Fact]
    public void A_rate_is_worked_out_over_the_euro_and_names_the_older_of_its_business_days()
    {
        Assert.Equal(new Rate(0.75m, Day(12)), Known.On(Cad, Usd, Day(13)));
        Assert.Equal(new Rate(0.625m, Day(13)), Known.On(Cad, Eur, Day(13)));
        Assert.Equal(new Rate(1.2m, Day(12)), Known.On(Eur, Usd, Day(13)));
    }

    [Fact]
    public void A_day_without_a_rate_takes_the_last_business_day_before_it_and_never_one_after()
    {
        Assert.Equal(Day(13), Known.On(Cad, Eur, Day(15))!.Day);
        Assert.Equal(Day(16), Known.On(Cad, Eur, Day(16))!.Day);
        Assert.Null(Known.On(Cad, Eur, Day(12)));
    }

    [Fact]
    public void A_rate_serves_seven_days_and_then_there_is_none()
    {
        Assert.NotNull(Known.On(Usd, Eur, Day(19)));
        Assert.Null(Known.On(Usd, Eur, Day(20)));
        Assert.Null(Known.On(Cad, new Currency("XAF"), Day(16)));
    }

    [Fact]
    public void A_currency_in_itself_is_1_whether_it_has_rates_or_not()
    {
        var franc = new Currency("XAF");
        Assert.Equal(new Rate(1, new DateOnly(1995, 1, 1)), Known.On(franc, franc, new DateOnly(1995, 1, 1)));
        Assert.Equal(1, Known.Average(franc, franc, [], RateMode.Original));
    }

    [Theory]
    [InlineData("CAD", 0)]
    [InlineData("CAD", -1)]
    [InlineData("EUR", 1)]
    public void What_is_no_rate_is_refused(string currency, int perEuro) =>
        Assert.Throws<ArgumentException>(() => new Rates([(new Currency(currency), Day(13), perEuro)]));

    [Fact]
    public void Money_of_several_days_has_the_average_of_their_rates_and_none_where_one_of_them_has_none()
    {
        (DateOnly, decimal)[] parts = [(Day(13), 0.25m), (Day(16), 0.75m)];

        Assert.Equal(0.25m / 1.6m + 0.75m / 1.5m, Known.Average(Cad, Eur, parts, RateMode.Day));
        Assert.Null(Known.Average(Cad, Eur, [.. parts, (Day(30), 0)], RateMode.Day));
        Assert.Null(Known.Average(Cad, Eur, [], RateMode.Day));
    }

    [Fact]
    public void One_fixed_day_holds_for_everything_and_original_currencies_convert_nothing()
    {
        (DateOnly, decimal)[] parts = [(Day(13), 0.25m), (Day(30), 0.75m)];

        Assert.Equal(1 / 1.5m, Known.Average(Cad, Eur, parts, RateMode.Fixed(Day(17))));
        Assert.Null(Known.Average(Cad, Eur, parts, RateMode.Fixed(Day(28))));
        Assert.Null(Known.Average(Cad, Eur, parts, RateMode.Original));
    }

    private static DateOnly Day(int day) => new(2025, 6, day);
}
