using AidTracker.Domain.Ledger;
using Npgsql;

namespace AidTracker.Web.Tests.Rates;

/// <summary>A package's basis is worked out twice, in the domain and in SQL.</summary>
internal static class SameBasis
{
    /// <summary>Compares the two, day by day and to 20 decimals.</summary>
    /// <returns>How many days it has.</returns>
    public static async Task<int> AssertAsync(string connection, Package package, long id, AsOf asOf)
    {
        var domain = package.At(asOf)?.Standing.Basis ?? [];
        await using var database = new NpgsqlConnection(connection);
        await database.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select day, weight from ledger.package_as_of($1, $2) k, unnest(k.basis_days, k.basis_weights) basis (day, weight) where k.package_id = $3 order by day", database)
        {
            Parameters = { new() { Value = asOf.AnnouncedBy is { Year: < 2100 } by ? by : new DateOnly(2100, 1, 1) }, new() { Value = Math.Min(asOf.KnownAt ?? long.MaxValue, long.MaxValue - 1) }, new() { Value = id } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var told = new List<(DateOnly On, decimal Weight)>();
        while (await reader.ReadAsync())
        {
            told.Add((reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1)));
        }

        Assert.True(told.Count == 0 || Math.Abs(1 - told.Sum(part => part.Weight)) <= 1e-20m);
        Assert.Equal(domain.Select(part => part.On), told.Select(part => part.On));
        Assert.All(domain.Zip(told), pair => Assert.True(Math.Abs(pair.First.Weight - pair.Second.Weight) <= 1e-20m, $"{package.Slug} {asOf}: {pair.First} is not {pair.Second}"));
        return domain.Count;
    }
}
