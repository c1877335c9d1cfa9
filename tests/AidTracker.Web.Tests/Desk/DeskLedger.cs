using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Data;
using AidTracker.Web.Features.Accounts.SigningIn;
using AidTracker.Web.Features.Desk;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.Desk.Reviewing;
using AidTracker.Web.Features.Desk.SeenMoney;
using AidTracker.Web.Features.Desk.Writing;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Tests.Accounts;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace AidTracker.Web.Tests.Desk;

/// <summary>A ledger on which Canada promised CAD 2bn in June 2025, and the desk over it.</summary>
public sealed class DeskLedger : EmptyLedger, IAsyncLifetime, IDbContextFactory<LedgerContext>, IDbContextFactory<AccountContext>
{
    private NpgsqlDataSource? _database;

    internal NpgsqlDataSource Database => _database!;

    internal SeenPackages Seen => new(this);

    internal PreviewDraft Preview => new(this, Seen, Lists, TimeProvider.System);

    internal Permissions Permissions => new(new Sessions(this, TimeProvider.System), new AccountSettings(RequireSecondFactor: false));

    internal StartDraft Start => new(Database, Permissions);

    internal SaveDraft Save => new(Database, Permissions);

    internal SubmitDraft Submit => new(Database, Permissions, Preview);

    internal ActOnPackage Act => new(this);

    internal DiscardDraft Discard => new(Database, Permissions);

    internal RestoreDraft Restore => new(Database, Permissions);

    internal RecallDraft Recall => new(Database, Permissions);

    internal ReturnDraft Return => new(Database, Permissions);

    internal CommentOnDraft Comment => new(Database, Permissions);

    internal DraftLists Drafts => new(Database);

    internal PublishDraft PublishDraft(bool ownReview = false) => new(Database, Permissions, Preview, Publish, new DeskSettings(ownReview), Lists);

    async Task IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        _database = NpgsqlDataSource.Create(Connections.Application);
        await OpenJuneAsync(Publish, AugustStory.June);
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        await _database!.DisposeAsync();
        await DisposeAsync();
    }

    public LedgerContext CreateDbContext() => Context();

    AccountContext IDbContextFactory<AccountContext>.CreateDbContext() => new TestPeople(Connections).Context();

    /// <summary>Somebody who is signed in, with these roles.</summary>
    internal async Task<SignedIn> SignInAsync(params string[] roles)
    {
        var name = $"p{Guid.NewGuid():N}"[..20];
        var people = new TestPeople(Connections);
        var person = await people.AddAsync(name, roles);
        var now = DateTime.UtcNow;
        var session = new Session { Id = Guid.NewGuid(), PersonId = person, StartedAt = now, SeenAt = now, ExpiresAt = now.AddDays(1), Proof = Proof.Password };
        await using var context = people.Context();
        context.Add(session);
        await context.SaveChangesAsync();
        return new SignedIn(person, name, session.Id);
    }

    /// <summary>A draft of the breakdown of August on a package of June of its own, sent to review.</summary>
    internal async Task<Guid> InReviewAsync(SignedIn author)
    {
        var slug = $"june-{Guid.NewGuid():N}";
        await OpenJuneAsync(Publish, slug);
        var id = Guid.NewGuid();
        await Start.RunAsync(author, id, August(slug), new Dictionary<int, string>(), 1);
        await Submit.RunAsync(author, id, 1, "As in the release.");
        return id;
    }

    /// <summary>Canada's promise of June 2025: CAD 2bn, nothing itemised.</summary>
    internal static Task<long> OpenJuneAsync(PublishRevision publish, string slug)
    {
        var cad = new Currency("CAD");
        return publish.OpenAsync(Package.Open(slug, cad, ["CA"], ["UA"]), Publication.AtDesk(Guid.NewGuid(), "Editor"), revision =>
        {
            revision.Describe(new PackageDescription("CAD 2 billion of military assistance promised at Kananaskis"));
            revision.Announce(Announcement.Announced(AnnouncedDate.Day(2025, 6, 17), "Two billion dollars of military assistance.",
                [new Entry(LineItem.NotYetItemised, new Money(2_000_000_000, cad))], place: "Kananaskis, G7 summit", sources: new Source("Example", SourceGrade.C)));
        });
    }

    /// <summary>A draft of the breakdown of August, ready to be sent.</summary>
    internal static DraftForm August(string package) => new()
    {
        Package = package, Kind = "Itemised", Date = "24 August 2025", Place = "Kyiv", Summary = "What the two billion are for.",
        Lines =
        [
            new DraftLine { Category = "AMM", Description = "Ammunition", Amount = "835M" },
            new DraftLine { Category = "ADS", Description = "Air defence from the United States", Amount = "680M", Qualifier = "approximately", Stated = "USD 500M" },
            new DraftLine { Category = "UAS", Description = "Drones", Amount = "220,000,000" },
        ],
        Sources = [new DraftSource { Publisher = "Example News", Grade = "D" }],
    };

    internal async Task<DraftPreview> ReadAsync(DraftForm form, string? text = null) =>
        await Preview.ReadAsync(Guid.NewGuid(), "Editor", form, text is null ? new Dictionary<int, string>() : new Dictionary<int, string> { [1] = text });

    internal static IEnumerable<string> Refusing(DraftPreview preview) => preview.Findings.Where(finding => finding.Refuses).Select(finding => $"{finding.Field}: {finding.Sentence}");
}
