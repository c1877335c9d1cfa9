using System.Globalization;

namespace AidTracker.Web.Shell;

/// <summary>Aid against an economy, in words, with the years that the economy's figures are of.</summary>
public static class MeasureWords
{
    /// <summary><c>0.112% of the GDP of 2023; CAD 50.97 a head (2024)</c>; empty where nothing is known.</summary>
    /// <param name="currency">That the aid per head is in.</param>
    public static string Of(DonorMeasures measures, string currency) => string.Join("; ", new[]
    {
        measures.PercentOfGdp is { } percent ? $"{Percent(percent)}% of the GDP of {measures.Economy.GdpYear}" : null,
        measures.PerHead is { } perHead ? $"{Words.Converted(perHead, currency)} a head ({measures.Economy.PopulationYear})" : null,
    }.Where(part => part is not null));

    private static string Percent(decimal percent) => percent < 0.0005m ? "<0.001" : decimal.Round(percent, 3, MidpointRounding.AwayFromZero).ToString("0.###", CultureInfo.InvariantCulture);
}
