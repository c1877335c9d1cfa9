using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Demonstration;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Ledger;

public sealed class ReplayTests
{
    [Fact]
    public async Task A_ledger_with_data_of_its_own_is_left_alone()
    {
        await using var ledger = await NewAsync();
        await ledger.Ledger.Publish.OpenAsync(Package.Open("own", new Currency("CAD"), ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription("Our own"));
            revision.Announce(Announcement.Agreed(AnnouncedDate.Day(2025, 1, 1), "Agreed"));
        });

        Assert.Equal(0, await ledger.Ledger.LoadDemonstration.RunAsync());

        await using var context = ledger.Ledger.Context();
        Assert.Equal(1, await context.PackageRows.CountAsync());
    }

    [Fact]
    public async Task A_replay_that_was_killed_half_way_goes_on_and_a_finished_one_changes_nothing()
    {
        await using var ledger = await NewAsync();
        var all = Replay.Steps(Dataset.Read());
        foreach (var step in all.Take(5))
        {
            await (step.SeenRevision == 0
                ? ledger.Ledger.Publish.OpenAsync(step.Open(), step.Publication, step.Write)
                : ledger.Ledger.Publish.OnAsync(step.Package.Slug, step.SeenRevision, step.Publication, step.Write));
        }

        // Two instances that start at once.
        var loaded = await Task.WhenAll(ledger.Ledger.LoadDemonstration.RunAsync(), ledger.Ledger.LoadDemonstration.RunAsync());

        Assert.Equal([0, all.Count - 5], loaded.Order());
        Assert.Equal(0, await ledger.Ledger.LoadDemonstration.RunAsync());
    }

    [Fact]
    public async Task Recorded_at_is_the_files_and_the_true_time_of_loading_stands_beside_it()
    {
        await using var ledger = await NewAsync();
        var before = DateTimeOffset.UtcNow;
        await ledger.Ledger.LoadDemonstration.RunAsync();

        var correction = (await ledger.Ledger.LoadAsync("ca-ua-2025-06-kananaskis")).Announcements.Single(each => each is { Number: 2, Version: 2 });
        Assert.Equal(new DateOnly(2025, 8, 26), DateOnly.FromDateTime(correction.Publication!.RecordedAt.UtcDateTime));
        Assert.True(correction.Publication.LoadedAt >= before.AddSeconds(-5));
        Assert.Equal(PublicationOrigin.Demonstration, correction.Publication.Origin);
    }

    private static async Task<Fresh> NewAsync()
    {
        var ledger = new EmptyLedger();
        await ledger.InitializeAsync();
        return new Fresh(ledger);
    }

    private sealed record Fresh(EmptyLedger Ledger) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await Ledger.DisposeAsync();
    }
}
