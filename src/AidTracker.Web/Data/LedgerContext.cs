using AidTracker.Domain.Ledger;
using AidTracker.Domain.Reference;
using AidTracker.Web.Data.Maps;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Data;

/// <summary>The ledger through EF Core: packages to publish on, rows to read, reference lists to choose from. One per operation.</summary>
public sealed class LedgerContext(DbContextOptions<LedgerContext> options) : DbContext(options)
{
    public const string Schema = "ledger";

    /// <summary>Whole packages, for publishing; see <see cref="PackageLoading"/>.</summary>
    public DbSet<Package> Packages => Set<Package>();

    public DbSet<Publication> Publications => Set<Publication>();

    public DbSet<PackageRow> PackageRows => Set<PackageRow>();

    public DbSet<LineItemRow> LineItemRows => Set<LineItemRow>();

    public DbSet<AnnouncementRow> AnnouncementRows => Set<AnnouncementRow>();

    public DbSet<EntryRow> EntryRows => Set<EntryRow>();

    public DbSet<TotalRow> TotalRows => Set<TotalRow>();
    public DbSet<MovedRow> MovedRows => Set<MovedRow>();
    public DbSet<InstrumentRow> InstrumentRows => Set<InstrumentRow>();
    public DbSet<PackageSumRow> PackageSumRows => Set<PackageSumRow>();
    public DbSet<DonorsRow> DonorsRows => Set<DonorsRow>();
    public DbSet<CoverageRow> CoverageRows => Set<CoverageRow>();
    public DbSet<RecipientsRow> RecipientsRows => Set<RecipientsRow>();
    public DbSet<ShareRow> ShareRows => Set<ShareRow>();
    public DbSet<UnratedRow> UnratedRows => Set<UnratedRow>();

    public DbSet<Party> Parties => Set<Party>();

    public DbSet<Membership> Memberships => Set<Membership>();

    public DbSet<Economy> Economies => Set<Economy>();

    public DbSet<Category> Categories => Set<Category>();

    public DbSet<SubCategory> SubCategories => Set<SubCategory>();

    public DbSet<Instrument> Instruments => Set<Instrument>();

    public DbSet<Initiative> Initiatives => Set<Initiative>();

    public DbSet<CurrencyName> Currencies => Set<CurrencyName>();

    /// <summary>
    /// Where the first publication came from; null in an empty ledger. The demonstration data is only ever loaded into an empty one, so this says
    /// whether it stands in the ledger.
    /// </summary>
    public Task<PublicationOrigin?> FirstOriginAsync(CancellationToken cancel) =>
        Publications.OrderBy(publication => publication.Seq).Select(publication => (PublicationOrigin?)publication.Origin).FirstOrDefaultAsync(cancel);

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        // First, because other maps refer to its keys.
        modelBuilder.ApplyConfiguration(new PackageRevisionMap());
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LedgerContext).Assembly);
        SnakeCase.Apply(modelBuilder.Model);
    }
}
