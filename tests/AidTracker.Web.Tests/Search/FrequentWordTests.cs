using AidTracker.Web.Tests.Ledger;
using Npgsql;

namespace AidTracker.Web.Tests.Search;

/// <summary>
/// What is said so often that no more are looked at than are wanted: here some few, so that the demonstration data has enough of it. The
/// questions go to the database, because pages look at five hundred of a kind.
/// </summary>
public sealed class FrequentWordTests(DemonstrationLedger ledger) : IClassFixture<DemonstrationLedger>
{
    private const int Most = 8;

    [Theory]
    [InlineData("ukraine", "package")]
    [InlineData("for", "announcement")]
    public async Task A_frequent_word_is_looked_for_from_the_newest_package_back(string word, string kind)
    {
        var all = await FoundAsync(word, kind, 500);
        var few = await FoundAsync(word, kind, Most);

        Assert.True(all.Count > 3 * Most, $"“{word}” is not frequent among the {all.Count} of its kind.");
        Assert.Equal(Most, few.Count);
        var newest = all.OrderByDescending(found => found.Package).Take(Most).Min(found => found.Package);
        Assert.All(few, found => Assert.True(found.IsExact && found.Package >= newest, $"{found} is not among the newest, from package {newest} on."));
        Assert.Subset(all.ToHashSet(), few.ToHashSet());
    }

    [Fact]
    public async Task Exact_words_stand_before_the_newest_that_only_begin_so()
    {
        // One letter begins some word of nearly every announcement, and stands alone in few.
        var few = await FoundAsync("a", "announcement", 40);
        var exact = (await FoundAsync("a", "announcement", 500)).Count(found => found.IsExact);

        Assert.Equal(40, few.Count);
        Assert.Equal(Math.Min(exact, 40), few.Count(found => found.IsExact));
    }

    [Fact]
    public async Task Frequent_or_not_the_same_is_found_where_all_are_looked_at()
    {
        foreach (var word in new[] { "ukraine", "air", "package", "ammunition", "leopard", "of" })
        {
            var index = await AskAsync($"select count(*) from ledger.search_document where what = 'line' and known_to = ledger.for_good() and words @@ '{word}:*'::tsquery");
            Assert.Equal(index, (await FoundAsync(word, "line", 500)).Count);
        }
    }

    [Fact]
    public async Task Nothing_is_found_of_what_was_recorded_later()
    {
        var early = await FoundAsync("ukraine", "package", 3, knownAt: 12);

        Assert.NotEmpty(early);
        foreach (var found in early)
        {
            Assert.True(await AskAsync($"select publication_seq from ledger.package where id = {found.Package}") <= 12);
        }
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var application = await SqlLedger.ConnectAsync(ledger.Connections.Application);
        return await application.AskAsync<long>(sql);
    }

    private async Task<List<(long Package, int Number, int Version, bool IsExact)>> FoundAsync(string word, string kind, int most, long knownAt = long.MaxValue - 1)
    {
        await using var connection = new NpgsqlConnection(ledger.Connections.Application);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "select package_id, number, version, is_exact from ledger.search_as_of(array[$1], $2::tsquery, ($2 || ':*')::tsquery, '9999-12-30', $3, $4, 0, $4)", connection)
        {
            Parameters = { new() { Value = kind }, new() { Value = word }, new() { Value = knownAt }, new() { Value = most } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<(long, int, int, bool)>();
        while (await reader.ReadAsync())
        {
            found.Add((reader.GetInt64(0), reader.GetInt32(1), reader.GetInt32(2), reader.GetBoolean(3)));
        }

        return found;
    }
}
