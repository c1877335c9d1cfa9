namespace AidTracker.Domain.Reference;

/// <summary>How large a party's economy and population were in a year. Institutions have none.</summary>
/// <param name="Party">Alpha-2.</param>
/// <param name="GdpUsd">Gross domestic product in current US dollars, above zero; null where it is not known.</param>
/// <param name="Population">People, above zero; null where it is not known.</param>
/// <param name="Source">Who says so.</param>
public sealed record Economy(string Party, int Year, decimal? GdpUsd, long? Population, string Source);

/// <summary>
/// What a party's aid is measured against in a year: of each figure the newest of that year and the five before it, because they are
/// published late. The same stands in the database, in <c>ledger.economy_in</c>.
/// </summary>
/// <param name="GdpUsd">Gross domestic product in current US dollars; null where none is within reach.</param>
/// <param name="GdpYear">The year that it is of; null where there is none.</param>
/// <param name="Population">People; null where none is within reach.</param>
/// <param name="PopulationYear">The year that it is of; null where there is none.</param>
public sealed record EconomyIn(decimal? GdpUsd, int? GdpYear, long? Population, int? PopulationYear)
{
    /// <summary>How many years a figure serves after its own.</summary>
    public const int ReachInYears = 5;

    /// <param name="years">What is known of one party, in any order.</param>
    public static EconomyIn Of(IEnumerable<Economy> years, int year)
    {
        var within = years.Where(each => each.Year <= year && year - each.Year <= ReachInYears).OrderByDescending(each => each.Year).ToList();
        var gdp = within.FirstOrDefault(each => each.GdpUsd is not null);
        var people = within.FirstOrDefault(each => each.Population is not null);
        return new EconomyIn(gdp?.GdpUsd, gdp?.Year, people?.Population, people?.Year);
    }

    /// <summary>An amount as per cent of the gross domestic product of <see cref="GdpYear"/>.</summary>
    /// <param name="usd">US dollars; null where the amount is not known.</param>
    /// <returns>Per cent, not rounded; null where either is not known.</returns>
    public decimal? PercentOfGdp(decimal? usd) => usd / GdpUsd * 100;

    /// <summary>An amount by each of the people of <see cref="PopulationYear"/>.</summary>
    /// <param name="amount">In any currency; null where it is not known.</param>
    /// <returns>In the amount's currency, not rounded; null where either is not known.</returns>
    public decimal? PerHead(decimal? amount) => amount / Population;
}
