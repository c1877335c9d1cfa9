using System.Text;

namespace AidTracker.Web.Features.Transparency;

/// <summary>How what PostgreSQL sends of a column becomes the text that is hashed.</summary>
internal enum Canonical
{
    /// <summary>As it is: texts, whole numbers, truth values, dates, ids.</summary>
    AsItIs,

    /// <summary>Without zeros at the end of its fraction.</summary>
    Numeric,

    /// <summary>Microseconds since 1970-01-01T00:00:00Z.</summary>
    Instant,

    /// <summary>Element by element.</summary>
    Texts,
}

/// <summary>How a row is known to belong to a publication.</summary>
internal enum BelongsBy
{
    Seq,
    PublicationSeq,
    Announcement,
    Package,

    /// <summary>It does not: the table is a reference list, hashed whole.</summary>
    List,
}

/// <summary>A table that the journal's hashes cover: every column of it, in the order of their names.</summary>
/// <param name="Key">The columns of its primary key, in order; rows are hashed in the order of the key.</param>
/// <param name="Columns">Every column: a name, with ":numeric", ":instant" or ":texts" behind those that are.</param>
internal sealed record CoveredTable(string Name, BelongsBy By, string[] Key, params string[] Columns)
{
    public IReadOnlyList<(string Name, Canonical Canonical)> Fields { get; } =
    [
        .. Columns.Select(column => column.Split(':')).Select(parts => (parts[0], parts.Length == 1 ? Canonical.AsItIs : Enum.Parse<Canonical>(parts[1], ignoreCase: true)))
            .OrderBy(field => field.Item1, StringComparer.Ordinal),
    ];

    /// <summary>The columns' names with their lengths before them, as they are hashed.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Names { get; } =
        [.. Columns.Select(column => column.Split(':')[0]).Order(StringComparer.Ordinal).Select(name => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(name)}:{name}"))];

    /// <summary>SQL for a row of t as <see cref="SentRecord"/> reads it: the fields in order, each as text but for instants and arrays.</summary>
    public string Record => $"record_send(row({string.Join(", ", Fields.Select(column => column.Canonical is Canonical.Instant or Canonical.Texts ? $"t.{column.Name}" : $"t.{column.Name}::text"))}))";

    private string Ordered => string.Join(", ", Key.Select(column => "t." + column));

    /// <summary>Its rows in the order of their publications: the publication, and the row.</summary>
    public string Query
    {
        get
        {
            // Sorted as they are kept, which is shorter than as they are sent. Left joins: a row whose announcement is gone
            // belongs to nothing, and has to show.
            var sorted = By switch
            {
                BelongsBy.Seq => $"select t.*, t.seq as belongs_to from ledger.{Name} t order by t.seq nulls first",
                BelongsBy.PublicationSeq => $"select t.*, t.publication_seq as belongs_to from ledger.{Name} t order by t.publication_seq nulls first, {Ordered}",
                // A list's key begins with a code.
                BelongsBy.List => $"select t.*, 0::bigint as belongs_to from ledger.{Name} t order by t.{Key[0]} collate \"C\"{string.Concat(Key.Skip(1).Select(column => ", t." + column))}",
                BelongsBy.Announcement =>
                    $"select t.*, o.publication_seq as belongs_to from ledger.{Name} t left join ledger.announcement o on o.package_id = t.package_id and o.number = t.announcement_number and o.version = t.announcement_version order by o.publication_seq nulls first, {Ordered}",
                _ => $"select t.*, o.publication_seq as belongs_to from ledger.{Name} t left join ledger.package o on o.id = t.package_id order by o.publication_seq nulls first, {Ordered}",
            };
            return $"select t.belongs_to, {Record} from ({sorted}) t";
        }
    }

    /// <summary>The place of a column among <see cref="Fields"/>, from 0.</summary>
    public int Place(string column) => Fields.TakeWhile(each => each.Name != column).Count();

    /// <summary>A field of one of its rows, for a person; null where it is null.</summary>
    public string? Said(byte[] record, string column) => SentRecord.Text(Fields[Place(column)].Canonical, SentRecord.Field(record, Place(column)));
}

/// <summary>
/// What the verification expects to be hashed. It is written out here and not read from the database: the writer's list is
/// <c>ledger.covered_table</c>, and a test asks both and the schema whether they agree.
/// </summary>
internal static class CoveredTables
{
    /// <summary>Tables whose rows belong to publications.</summary>
    public static IReadOnlyList<CoveredTable> Ledger { get; } =
    [
        .. new CoveredTable[]
        {
            new("publication", BelongsBy.Seq, ["seq"],
                "seq", "previous", "command_id", "recorded_at:instant", "loaded_at:instant", "editor", "origin"),
            new("publication_seal", BelongsBy.PublicationSeq, ["publication_seq"],
                "publication_seq", "sealed_at:instant"),
            new("package", BelongsBy.PublicationSeq, ["id"],
                "id", "publication_seq", "slug", "currency"),
            new("package_merge", BelongsBy.PublicationSeq, ["package_id", "publication_seq"],
                "package_id", "publication_seq", "into_slug", "reason"),
            new("package_revision", BelongsBy.PublicationSeq, ["package_id", "number"],
                "package_id", "number", "previous", "publication_seq"),
            new("package_donor", BelongsBy.Package, ["package_id", "position"],
                "package_id", "position", "party"),
            new("package_recipient", BelongsBy.Package, ["package_id", "position"],
                "package_id", "position", "party"),
            new("package_description", BelongsBy.PublicationSeq, ["package_id", "publication_seq"],
                "package_id", "publication_seq", "title", "summary", "initiative", "reason"),
            new("line_item", BelongsBy.PublicationSeq, ["package_id", "number"],
                "package_id", "number", "publication_seq", "role"),
            new("line_item_description", BelongsBy.PublicationSeq, ["package_id", "line_number", "publication_seq"],
                "package_id", "line_number", "publication_seq", "category", "also_covers:texts", "description", "instrument", "initiative", "supplier", "unit", "reason"),
            new("announcement", BelongsBy.PublicationSeq, ["package_id", "number", "version"],
                "package_id", "number", "version", "previous", "publication_seq", "kind", "announced_on", "date_precision", "place", "summary", "withdrawn", "reason",
                "headline_qualifier", "headline_low:numeric", "headline_stated_amount:numeric", "headline_stated_currency"),
            new("announcement_source", BelongsBy.Announcement, ["package_id", "announcement_number", "announcement_version", "position"],
                "package_id", "announcement_number", "announcement_version", "position", "publisher", "title", "url", "published_on", "grade", "followed", "note",
                "retrieved_on", "capture_sha256", "capture_length"),
            new("citation", BelongsBy.Announcement, ["package_id", "announcement_number", "announcement_version", "position"],
                "package_id", "announcement_number", "announcement_version", "position", "figure", "entry_position", "source_position", "passage", "is_quoted",
                "passage_start", "passage_end", "progress_position"),
            new("list_entry", BelongsBy.PublicationSeq, ["publication_seq", "list", "code"],
                "publication_seq", "list", "code", "name", "reason", "former_name"),
            new("rate_publication", BelongsBy.PublicationSeq, ["publication_seq"],
                "publication_seq", "source"),
            new("exchange_rate", BelongsBy.PublicationSeq, ["currency", "day", "publication_seq"],
                "currency", "day", "publication_seq", "per_euro:numeric"),
            new("entry", BelongsBy.Announcement, ["package_id", "announcement_number", "announcement_version", "position"],
                "package_id", "announcement_number", "announcement_version", "position", "line_number", "amount:numeric", "currency", "qualifier", "low:numeric",
                "quantity:numeric", "stated_amount:numeric", "stated_currency", "stated_by_donor", "note"),
            new("progress", BelongsBy.Announcement, ["package_id", "announcement_number", "announcement_version", "position"],
                "package_id", "announcement_number", "announcement_version", "position", "line_number", "value:numeric", "currency", "quantity:numeric", "qualifier",
                "final", "note"),
        }.OrderBy(table => table.Name, StringComparer.Ordinal),
    ];

    /// <summary>Reference lists that figures depend on, each hashed whole.</summary>
    public static IReadOnlyList<CoveredTable> Lists { get; } =
    [
        new("amount_qualifier", BelongsBy.List, ["code"], "code", "position", "of_entries", "leaves_open"),
        new("announcement_kind", BelongsBy.List, ["code"], "code", "net", "open_line", "named_lines", "overlap_line", "states_headline", "states_progress"),
        new("carried_rate", BelongsBy.List, ["currency", "day"], "currency", "day", "per_euro:numeric"),
        new("category", BelongsBy.List, ["code"], "code", "name", "position", "military"),
        new("currency", BelongsBy.List, ["code"], "code", "name", "minor_units"),
        new("economy", BelongsBy.List, ["party", "year"], "party", "year", "gdp_usd:numeric", "population", "source"),
        new("initiative", BelongsBy.List, ["code"], "code", "name"),
        new("instrument", BelongsBy.List, ["code"], "code", "name", "position", "repayable"),
        new("membership", BelongsBy.List, ["organisation", "party", "since"], "organisation", "party", "since", "until"),
        new("party", BelongsBy.List, ["code"], "code", "alpha3", "name", "kind"),
        new("sub_category", BelongsBy.List, ["code"], "code", "category", "name", "position"),
    ];
}
