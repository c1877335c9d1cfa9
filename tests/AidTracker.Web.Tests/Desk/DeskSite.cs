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

    protected override bool Demonstration => false;

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
