using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace AidTracker.Web.Tests.Transparency;

public sealed class CheckpointTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>, IDisposable
{
    private readonly Scratch scratch = new();
    private readonly NpgsqlDataSource database = NpgsqlDataSource.Create(ledger.Connections.Application);

    [Fact]
    public async Task Each_publication_is_witnessed_by_one_signed_line()
    {
        using var checkpoints = Over("own");
        var first = await PublishAsync(checkpoints);
        var second = await PublishAsync(checkpoints);
        await checkpoints.AppendAsync();

        var read = Read(checkpoints);
        Assert.Equal([first, second], read.Select(checkpoint => checkpoint.Seq));
        Assert.All(read, checkpoint => Assert.Equal(checkpoint.Seq, checkpoint.Rows));
        Assert.Null((await Verifier.RunAsync(database, new Witnesses(read, AreOurs: true))).Finding?.Sentence);
        Assert.Equal("600", Scratch.Run("stat", "-c", "%a", Path.Combine(scratch.Folder, "own", "private-key.pem")));
    }

    [Fact]
    public async Task Editors_who_publish_at_once_leave_whole_lines_in_order()
    {
        using var one = Over("shared");
        using var other = Over("shared");
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => PublishAsync(i % 2 == 0 ? one : other)));

        var read = Read(one);
        Assert.Equal(read.Select(checkpoint => checkpoint.Seq).Order().Distinct(), read.Select(checkpoint => checkpoint.Seq));
        Assert.Equal((await HeadAsync()).Seq, read[^1].Seq);
        Assert.Null((await Verifier.RunAsync(database, new Witnesses(read, AreOurs: true))).Finding?.Sentence);
    }

    [Fact]
    public async Task Half_a_line_that_a_crash_left_is_taken_away_and_the_missing_one_made_up_for()
    {
        using var checkpoints = Over("crashed");
        var first = await PublishAsync(checkpoints);
        await File.AppendAllTextAsync(checkpoints.File, "aidtracker-checkpoint-1 7 0123");
        var second = await PublishAsync(null);
        await checkpoints.AppendAsync();

        Assert.Equal([first, second], Read(checkpoints).Select(checkpoint => checkpoint.Seq));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_leaves_the_publication_published_and_is_made_up_for()
    {
        var inTheWay = Path.Combine(scratch.Folder, "blocked");
        await File.WriteAllTextAsync(inTheWay, "");
        using var checkpoints = Over("blocked");
        var seq = await PublishAsync(checkpoints);
        Assert.Equal(seq, (await HeadAsync()).Seq);

        File.Delete(inTheWay);
        await checkpoints.AppendAsync();
        Assert.Equal(seq, Assert.Single(Read(checkpoints)).Seq);
    }

    [Fact]
    public async Task Of_another_key_or_changed_after_it_was_signed_it_is_refused()
    {
        using var one = Over("one");
        using var other = Over("other");
        var seq = await PublishAsync(one);
        await other.AppendAsync();
        using var keys = CheckpointKeys.Read(one.PublicKeyFile);

        Assert.Contains("is not the key given", Assert.Throws<StartupRefusedException>(() => keys.ReadCheckpoints(other.File)).Message, StringComparison.Ordinal);

        var both = Path.Combine(scratch.Folder, "both.pem");
        await File.WriteAllTextAsync(both, await File.ReadAllTextAsync(one.PublicKeyFile) + await File.ReadAllTextAsync(other.PublicKeyFile));
        using var two = CheckpointKeys.Read(both);
        Assert.Single(two.ReadCheckpoints(other.File));

        await File.WriteAllTextAsync(one.File, (await File.ReadAllTextAsync(one.File)).Replace($"-1 {seq} ", $"-1 {seq + 1} ", StringComparison.Ordinal));
        Assert.Contains("was changed after it was signed", Assert.Throws<StartupRefusedException>(() => keys.ReadCheckpoints(one.File)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Openssl_verifies_a_line_as_the_documentation_says()
    {
        using var checkpoints = Over("openssl");
        await PublishAsync(checkpoints);
        var line = (await File.ReadAllTextAsync(checkpoints.File)).TrimEnd('\n');
        var space = line.LastIndexOf(' ');
        var (text, signature) = (Path.Combine(scratch.Folder, "text"), Path.Combine(scratch.Folder, "signature"));
        await File.WriteAllTextAsync(text, line[..space]);
        await File.WriteAllBytesAsync(signature, Convert.FromBase64String(line[(space + 1)..]));

        Assert.Equal("Verified OK", Scratch.Run("openssl", "dgst", "-sha256", "-verify", checkpoints.PublicKeyFile, "-signature", signature, text));
    }

    public void Dispose()
    {
        database.Dispose();
        scratch.Dispose();
    }

    private static IReadOnlyList<Checkpoint> Read(Checkpoints checkpoints)
    {
        using var keys = CheckpointKeys.Read(checkpoints.PublicKeyFile);
        return keys.ReadCheckpoints(checkpoints.File);
    }

    private Checkpoints Over(string folder) => new(database, new DirectoryInfo(Path.Combine(scratch.Folder, folder)), NullLogger<Checkpoints>.Instance);

    private async Task<LedgerHead> HeadAsync()
    {
        await using var connection = await database.OpenConnectionAsync();
        return await LedgerHead.ReadAsync(connection);
    }

    private Task<long> PublishAsync(Checkpoints? checkpoints) =>
        new PublishRevision(new Contexts(ledger), checkpoints).OpenAsync(Package.Open($"checked-{Guid.NewGuid():n}", new Currency("CAD"), ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription("Checked"));
            revision.Announce(Announcement.Agreed(AnnouncedDate.Day(2025, 1, 1), "Agreed"));
        });

    private sealed class Contexts(EmptyLedger ledger) : IDbContextFactory<LedgerContext>
    {
        public LedgerContext CreateDbContext() => ledger.Context();
    }
}
