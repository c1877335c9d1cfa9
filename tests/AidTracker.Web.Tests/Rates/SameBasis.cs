using AidTracker.Domain.Ledger;
using Npgsql;
using NpgsqlTypes;

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
        await using var command = new NpgsqlCommand("select day, round(weight, 25), sum(weight) over () = 1 from ledger.basis_as_of(coalesce($1, 'infinity'), coalesce($2, 9223372036854775807), $3) order by day", database)
        {
            Parameters =
            {
                new() { Value = asOf.AnnouncedBy is { } by ? by : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Date },
                new() { Value = asOf.KnownAt is { } known ? known : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
                new() { Value = id },
            },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var told = new List<(DateOnly On, decimal Weight)>();
        while (await reader.ReadAsync())
        {
            told.Add((reader.GetFieldValue<DateOnly>(0), reader.GetDecimal(1)));
            Assert.True(reader.GetBoolean(2));
        }

        Assert.Equal(domain.Select(part => part.On), told.Select(part => part.On));
        Assert.All(domain.Zip(told), pair => Assert.True(Math.Abs(pair.First.Weight - pair.Second.Weight) <= 1e-20m, $"{package.Slug} {asOf}: {pair.First} is not {pair.Second}"));
        return domain.Count;
    }
}
