using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.NamedLists;

/// <summary>A party or initiative that came onto its list, or got another name.</summary>
/// <param name="List"><c>party</c> or <c>initiative</c>.</param>
/// <param name="FormerName">Null where it was new on the list.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Editor">Who answers for it.</param>
/// <param name="Package">The address of the package that it was published with.</param>
/// <remarks>Named as the query's columns are, which EF does not rename.</remarks>
public sealed record EnteredName(string List, string Code, string Name, string? FormerName, string Reason, long Publication, DateTime RecordedAt, string Editor, string Package);

/// <summary>What publications did to the lists of parties and initiatives.</summary>
public static class ListHistory
{
    /// <summary>The newest first.</summary>
    public static Task<List<EnteredName>> EnteredNamesAsync(this LedgerContext context, CancellationToken cancel = default) =>
        context.Database.SqlQuery<EnteredName>($"""
            select e.list as "List", e.code as "Code", e.name as "Name", e.former_name as "FormerName", e.reason as "Reason", p.seq as "Publication", p.recorded_at as "RecordedAt",
              p.editor as "Editor", (select min(k.slug) from ledger.package_revision r join ledger.package k on k.id = r.package_id where r.publication_seq = p.seq) as "Package"
            from ledger.list_entry e join ledger.publication p on p.seq = e.publication_seq
            order by e.publication_seq desc, e.list, e.code
            """).ToListAsync(cancel);
}
