using System.Net;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Hosting;
using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Hosting;

/// <summary>What is backed up can be restored: this is the rehearsal.</summary>
public sealed class BackupTests(OwnDemonstrationSite site) : IClassFixture<OwnDemonstrationSite>
{
    private const string Name = "beatrix";

    [Fact]
    public async Task A_backup_of_a_running_site_is_restored_elsewhere_with_its_figures_its_checkpoints_and_its_people()
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "backup.zip");
        await new TestPeople(site.Connections).AddAsync(Name, Roles.Editor);
        await PublishAsync("before-the-backup");
        var (packages, head) = (await site.GetAsync("/packages.csv"), "");
        await using (var ledger = await SqlLedger.ConnectAsync(site.Connections.Application))
        {
            head = await ledger.AskAsync<string>("select seq || ':' || encode(hash, 'hex') from ledger.journal order by seq desc limit 1");
        }

        var backup = await RunningApplication.RunAsync(["backup", file, .. site.OfDatabase]);
        Assert.Equal((0, ""), (backup.Status, backup.Errors));
        Assert.Contains($"the ledger's head {head}.", backup.Output, StringComparison.Ordinal);
        Assert.Equal("600", Scratch.Run("stat", "-c", "%a", file));
        await PublishAsync("after-the-backup");

        // A private PostgreSQL of a new data folder.
        var folder = "--DataFolder=" + scratch.Data;
        var restore = await RunningApplication.RunAsync("restore", file, folder);
        Assert.Equal((0, ""), (restore.Status, restore.Errors));
        Assert.Matches($"^Restored from the backup of [^.]*\\. The ledger fits: [0-9]+ publications, head {head}, .* checkpoints? compared; ", restore.Output);
        await using (var application = RunningApplication.Start("--urls", "http://127.0.0.1:0", folder))
        {
            using var client = await TestPeople.SignInAsync(await application.Ready, Name);
            Assert.Equal(packages, await client.GetStringAsync(new Uri("/packages.csv", UriKind.Relative)));
            using var desk = await client.GetAsync(new Uri("/desk", UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, desk.StatusCode);
        }

        Assert.StartsWith($"The folder {scratch.Data}/transparency holds something already, and a restore replaces nothing:", (await RunningApplication.RunAsync("restore", file, folder)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_ones_own_is_restored_into_where_it_is_empty_and_only_there()
    {
        using var scratch = new Scratch();
        var file = Path.Combine(scratch.Folder, "backup.zip");
        Assert.Equal(0, (await RunningApplication.RunAsync(["backup", file, .. site.OfDatabase])).Status);
        Assert.Equal((1, $"The file {file} is there already, and a backup replaces nothing: choose another name.\n"), Refusal(await RunningApplication.RunAsync(["backup", file, .. site.OfDatabase])));

        var empty = await TestServer.CreateUnmigratedAsync();
        string[] own = ["--DataFolder=" + scratch.Data, $"--ConnectionStrings:AidTracker={empty.Application}", $"--ConnectionStrings:Migrator={empty.Migrator}"];
        var restored = await RunningApplication.RunAsync(["restore", file, .. own]);
        Assert.Equal((0, ""), (restored.Status, restored.Errors));
        await using (var superuser = await SqlLedger.ConnectAsync(await TestServer.SuperuserAsync(empty)))
        {
            // Everything is the owner's, as where migrations made it, and the application may do there what it might do before.
            Assert.Equal("aidtracker_owner", await superuser.AskAsync<string>("select string_agg(distinct relowner::regrole::text, ' ') from pg_class where relnamespace in ('ledger'::regnamespace, 'account'::regnamespace, 'desk'::regnamespace)"));
            Assert.False(await superuser.AskAsync<bool>("select has_table_privilege('aidtracker_app', 'ledger.entry', 'update')"));
            Assert.True(await superuser.AskAsync<bool>("select exists (select from account.audit_event where what = 'Restored')"));
        }

        own[0] = "--DataFolder=" + Path.Combine(scratch.Folder, "other");
        Assert.StartsWith("The database is not empty, and a restore replaces nothing:", Refusal(await RunningApplication.RunAsync(["restore", file, .. own])).Sentence, StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(scratch.Folder, "none.zip"), "no archive");
        Assert.StartsWith($"The backup {scratch.Folder}/none.zip cannot be read: ", Refusal(await RunningApplication.RunAsync(["restore", Path.Combine(scratch.Folder, "none.zip"), .. own])).Sentence, StringComparison.Ordinal);
    }

    private async Task PublishAsync(string slug)
    {
        await using var services = LedgerServices.Over(site.Connections.Application);
        var cad = new Currency("CAD");
        await services.GetRequiredService<PublishRevision>().OpenAsync(Package.Open(slug, cad, ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription(slug));
            revision.Announce(new Announcement(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 6, 1), "Said", [new Entry(LineItem.NotYetItemised, new Money(100, cad))]));
        });
    }

    private static (int Status, string Sentence) Refusal((int Status, string Output, string Errors) ended) => (ended.Status, ended.Errors);
}
