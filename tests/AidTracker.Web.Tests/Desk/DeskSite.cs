using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace AidTracker.Web.Tests.Desk;

/// <summary>A site with Canada's promise of June 2025 on its ledger, an editor and a reviewer.</summary>
public sealed class DeskSite : RunningSite
{
    public const string Editor = "erin";
    public const string Reviewer = "robin";

    private HttpClient? editor;

    protected override bool Demonstration => false;

    /// <summary>The editor, who signs in once: a password is slow on purpose.</summary>
    public async Task<HttpClient> EditorAsync() => editor ??= await TestPeople.SignInAsync(Address, Editor);

    public override Task DisposeAsync()
    {
        editor?.Dispose();
        return base.DisposeAsync();
    }

    protected override async Task StartedAsync()
    {
        await using var services = LedgerServices.Over(Connections.Application);
        await DeskLedger.OpenJuneAsync(services.GetRequiredService<PublishRevision>(), AugustStory.June);
        var people = new TestPeople(Connections);
        await people.AddAsync(Editor, Roles.Editor);
        await people.AddAsync(Reviewer, Roles.Reviewer);
        await people.AddAsync("ada", Roles.Administrator);
    }
}
