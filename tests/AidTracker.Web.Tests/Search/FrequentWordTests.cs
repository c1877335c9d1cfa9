using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Search;
using AidTracker.Web.Tests.Ledger;

namespace AidTracker.Web.Tests.Search;

/// <summary>A word that most documents say is found by reading them and not by their index, and finds the same.</summary>
public sealed class FrequentWordTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private const int Lines = 120;

    [Fact]
    public async Task A_word_of_most_documents_finds_all_of_them_and_a_rare_one_its_own()
    {
        await ledger.Publish.OpenAsync(Package.Open("of-many-lines", new Currency("NOK"), ["NO"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription("Of many lines"));
            var lines = Enumerable.Range(1, Lines).Select(number => revision.AddLine(new LineDescription("AMM", number <= 100 ? $"Shells of lot {number}" : $"Fuses of lot {number}"))).ToList();
            revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 1), "Said", [.. lines.Select(line => new Entry(line.Number, new Money(100, new Currency("NOK"))))]));
        });

        Assert.Equal(100, await MatchingAsync("shells"));
        Assert.Equal(Lines, await MatchingAsync("lot"));
        Assert.Equal(20, await MatchingAsync("fuses"));
        Assert.Equal(1, await MatchingAsync("shells 77"));
    }

    private async Task<int> MatchingAsync(string asked)
    {
        await using var context = ledger.Context();
        var found = await Searching.FindAsync(context, SearchQuestion.Read(asked).Question!, AsOf.Now, SearchKind.Line, 1);
        return found.Groups.SingleOrDefault()?.Rows[0] is { } first ? (int)first.Matching : 0;
    }
}
