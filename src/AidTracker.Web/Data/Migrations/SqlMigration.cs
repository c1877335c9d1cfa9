using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace AidTracker.Web.Data.Migrations;

/// <summary>
/// A migration whose change is the dated SQL file of the same name, readable as what it does. EF's own designer package
/// does not restore on this feed (docs/decisions.md), and the ledger's rules are triggers that no model describes.
/// </summary>
public abstract class SqlMigration : Migration
{
    /// <summary>From the next one on, a migration leaves the journal a note of the reference lists that it changed.</summary>
    private const string Journal = "20261122_5_journal";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        var assembly = typeof(SqlMigration).Assembly;
        var id = GetType().GetCustomAttribute<MigrationAttribute>()!.Id;
        var name = $"{typeof(SqlMigration).Namespace}.{id}.sql";
        using var file = assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The migration file {name} is not in the assembly.");
        using var reader = new StreamReader(file);
        var change = reader.ReadToEnd();
        // In one transaction with the change itself: a start that is killed in between leaves no list unrecorded.
        migrationBuilder.Sql(string.CompareOrdinal(id, Journal) > 0
            ? $"select ledger.before_migration();\n{change}\nselect ledger.after_migration('{id}');"
            : change);
    }
}

[DbContext(typeof(LedgerContext)), Migration("20261122_1_ledger")]
internal sealed class CreateLedger : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_2_rules")]
internal sealed class CreateRules : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_3_reference_lists")]
internal sealed class FillReferenceLists : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_4_reading")]
internal sealed class CreateReadingViews : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_5_journal")]
internal sealed class CreateJournal : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_6_kinds_and_progress")]
internal sealed class CompleteKinds : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_6_reading_progress")]
internal sealed class ReadProgress : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_7_two_clocks")]
internal sealed class ReadByTwoClocks : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_8_witnesses")]
internal sealed class AddWitnesses : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9a_kept_points")]
internal sealed class KeepPointsOfThePast : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9b_exchange_rates")]
internal sealed class AddExchangeRates : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9c_reasons")]
internal sealed class GiveReasons : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9c_witnesses_of_progress")]
internal sealed class CiteProgress : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9d_memberships_and_economy")]
internal sealed class AddMembershipsAndEconomy : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9d2_sub_categories")]
internal sealed class AddSubCategories : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9e_conversion")]
internal sealed class ConvertPackages : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9f_search")]
internal sealed class SearchTheRecord : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9g_explore")]
internal sealed class ConvertManyPackages : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9h_notice")]
internal sealed class GiveNotice : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9i_paging")]
internal sealed class IndexPages : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9j_sums")]
internal sealed class SumApart : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9k_accounts")]
internal sealed class AddAccounts : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9l_desk")]
internal sealed class CreateDesk : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9m_snapshots")]
internal sealed class AddSnapshots : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9n_recall")]
internal sealed class RecallDrafts : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9o_list_entries")]
internal sealed class EnterInLists : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9p_merges")]
internal sealed class MergePackages : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261122_9q_webhooks")]
internal sealed class KeepWebhooks : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261123_1_keep_groups")]
internal sealed class KeepGroupsOfNewLines : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_1_headline")]
internal sealed class KeepHeadline : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_2_keep_differences")]
internal sealed class KeepDifferences : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_3_frequent_words")]
internal sealed class SearchFrequentWords : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_4_from_a_day")]
internal sealed class KeepFromADay : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_5_one_pass")]
internal sealed class SumInOnePass : SqlMigration;

[DbContext(typeof(LedgerContext)), Migration("20261129_6_in_one_currency")]
internal sealed class SumInOneCurrency : SqlMigration;
