using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Ledger;

namespace AidTracker.Web.Tests.Transparency;

/// <summary>The command as an operator runs it: a process, its exit status and its one sentence.</summary>
public sealed class VerifyCommandTests
{
    [Fact]
    public async Task It_says_in_one_line_that_the_ledger_fits_or_which_publication_does_not()
    {
        var ledger = new DemonstrationLedger();
        await ledger.InitializeAsync();
        using var scratch = new Scratch();
        string[] database = [$"--ConnectionStrings:AidTracker={ledger.Connections.Application}", $"--ConnectionStrings:Migrator={ledger.Connections.Migrator}", $"--DataFolder={scratch.Data}"];
        await using (var application = RunningApplication.Start(["--urls", "http://127.0.0.1:0", .. database]))
        {
            await application.Ready;
        }

        // Kept by a reader.
        var kept = Path.Combine(scratch.Folder, "kept.txt");
        File.Copy(Path.Combine(scratch.Data, "transparency", "checkpoints.txt"), kept);
        string[] witnessed = [.. database, "--checkpoint", kept, "--key", Path.Combine(scratch.Data, "transparency", "key.pem")];
        var fits = await VerifyAsync(witnessed);
        Assert.Equal((0, ""), (fits.Status, fits.Errors));
        Assert.Matches("^The ledger fits: [0-9]+ publications, head [0-9]+:[0-9a-f]{64}, recorded [-0-9]+ [:0-9]+ UTC, 1 checkpoint compared; chain [.0-9]+ s, readers' tables [.0-9]+ s\\.\n$", fits.Output);

        await using var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(ledger.Connections));
        await superuser.RunAsync("alter table ledger.journal disable trigger all; delete from ledger.journal where seq > 100; alter table ledger.journal enable always trigger refuse_change;");
        var cut = await VerifyAsync(witnessed);
        Assert.Equal((1, ""), (cut.Status, cut.Output));
        Assert.Matches("^Publication 101 \\(package [-a-z0-9]+: announcement [0-9]+ version 1\\) does not fit: the journal has no row for it: it ends with publication 100\\.\n$", cut.Errors);

        await superuser.RunAsync("alter table ledger.entry disable trigger all; update ledger.entry set amount = amount + 1 where (package_id, announcement_number, announcement_version, position) = (select package_id, announcement_number, announcement_version, position from ledger.entry where amount > 0 order by package_id limit 1);");
        var changed = await VerifyAsync(database);
        Assert.Equal(1, changed.Status);
        Assert.Matches("^Publication 1 \\(package [^)]+\\) does not fit: what is on the ledger of it has not the hash that the journal has of its content: .*\\.\n$", changed.Errors);
        await ledger.DisposeAsync();
    }

    [Fact]
    public async Task It_uses_the_server_of_a_running_application_and_its_own_when_none_runs()
    {
        using var scratch = new Scratch();
        string[] folder = ["--DataFolder=" + scratch.Data];
        Assert.Equal((1, $"There is no database in the data folder {scratch.Data}: name the right one with --DataFolder=DIR.\n"), await RefusedAsync(folder));

        await using (var application = RunningApplication.Start("--urls", "http://127.0.0.1:0", folder[0]))
        {
            await application.Ready;
            Assert.Equal((0, "The ledger fits: nothing is published, no checkpoint compared.\n", ""), await VerifyAsync(folder));
        }

        Assert.Equal((0, "The ledger fits: nothing is published, no checkpoint compared.\n", ""), await VerifyAsync(folder));
        Assert.Empty(Scratch.Postmasters(scratch.Cluster));
    }

    [Fact]
    public async Task A_choice_that_it_does_not_know_is_refused()
    {
        Assert.StartsWith("verify does not know chekpoint: it takes --checkpoint", (await RefusedAsync("--chekpoint", "x")).Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The key file /nowhere/key.pem cannot be read: ", (await RefusedAsync("--DataFolder=/tmp", "--checkpoint", "/nowhere/c.txt", "--key", "/nowhere/key.pem")).Sentence, StringComparison.Ordinal);
    }

    private static async Task<(int Status, string Sentence)> RefusedAsync(params string[] arguments)
    {
        var (status, output, errors) = await VerifyAsync(arguments);
        Assert.Equal("", output);
        return (status, errors);
    }

    private static Task<(int Status, string Output, string Errors)> VerifyAsync(params string[] arguments) => RunningApplication.RunAsync(["verify", .. arguments]);
}
