using AidTracker.Domain.Reference;

namespace AidTracker.Domain.Tests;

public sealed class EconomyTests
{
    /// <summary>A product is published later than a population.</summary>
    private static readonly Economy[] Years =
    [
        new("CA", 2018, 1_600m, 30, "test"), new("CA", 2023, 2_000m, 40, "test"), new("CA", 2024, null, 41, "test"), new("CA", 2025, 2_200m, null, "test"),
    ];

    [Theory]
    [InlineData(2017, "none, none")]
    [InlineData(2018, "1600 of 2018, 30 of 2018")]
    [InlineData(2022, "1600 of 2018, 30 of 2018")]
    [InlineData(2024, "2000 of 2023, 41 of 2024")]
    [InlineData(2025, "2200 of 2025, 41 of 2024")]
    [InlineData(2029, "2200 of 2025, 41 of 2024")]
    [InlineData(2030, "2200 of 2025, none")]
    [InlineData(2031, "none, none")]
    public void Each_figure_is_the_newest_of_the_year_and_the_five_before_it(int year, string expected)
    {
        var known = EconomyIn.Of(Years, year);

        Assert.Equal(expected, $"{(known.GdpUsd is null ? "none" : $"{known.GdpUsd} of {known.GdpYear}")}, {(known.Population is null ? "none" : $"{known.Population} of {known.PopulationYear}")}");
    }

    [Fact]
    public void Aid_is_measured_against_both_and_unknown_stays_unknown()
    {
        var canada = EconomyIn.Of(Years, 2024);

        Assert.Equal(0.5m, canada.PercentOfGdp(10));
        Assert.Equal(20m, canada.PerHead(820));
        Assert.Equal(0m, canada.PercentOfGdp(0));
        Assert.Null(canada.PercentOfGdp(null));
        Assert.Null(canada.PerHead(null));
        var nothing = EconomyIn.Of([], 2024);
        Assert.Equal(new EconomyIn(null, null, null, null), nothing);
        Assert.Null(nothing.PercentOfGdp(10));
        Assert.Null(nothing.PerHead(10));
    }
}
