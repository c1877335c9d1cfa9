using AidTracker.Domain.Ledger;
using AidTracker.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Features.Search;

/// <summary>Documents of one kind that were found.</summary>
/// <param name="Matching">How many there are, up to <see cref="Searching.Most"/>.</param>
public sealed record SearchGroup(SearchKind Kind, IReadOnlyList<SearchRow> Rows, int Matching);

/// <summary>A word that nothing on record has, and the one that was searched for instead.</summary>
public sealed record Correction(string Word, string Instead);

/// <summary>What a question found.</summary>
/// <param name="Question">As it was searched for, with the corrections.</param>
/// <param name="Corrections">Words that are not on record, with those taken for them.</param>
/// <param name="Unknown">Words that are not on record, nor any like them.</param>
/// <param name="Groups">By kind; a kind of which nothing is found is not there.</param>
/// <param name="Packages">The packages of all rows, as they stand at the point that is asked about.</param>
public sealed record Found(
    SearchQuestion Question, IReadOnlyList<Correction> Corrections, IReadOnlyList<string> Unknown, IReadOnlyList<SearchGroup> Groups,
    IReadOnlyDictionary<long, PackageRow> Packages);

/// <summary>Asks the record for words, at a point of both clocks.</summary>
public static class Searching
{
    /// <summary>How many documents of a kind are looked at and ranked; what is more frequent is not told apart by rank.</summary>
    public const int Most = 500;

    /// <summary>How many of each kind are shown where all kinds are.</summary>
    public const int Foremost = 5;

    /// <summary>How many are on a page where one kind is.</summary>
    public const int PageSize = 20;

    /// <param name="kind">Null: the foremost of every kind.</param>
    /// <param name="page">Of the one kind, from 1.</param>
    public static async Task<Found> FindAsync(LedgerContext context, SearchQuestion asked, AsOf asOf, SearchKind? kind, int page, CancellationToken cancel = default)
    {
        var (by, known) = (RowsAsOf.By(asOf), RowsAsOf.Known(asOf));
        var spelling = await context.Set<SpellingRow>()
            .FromSql($"select word, is_known, similar_words from ledger.search_spelling({asked.Words.ToArray()}, {known})")
            .AsNoTracking().ToListAsync(cancel);
        var corrections = spelling
            .Where(word => !word.IsKnown && !char.IsAsciiDigit(word.Word[0]))
            .Select(word => (word.Word, Instead: Spelling.Nearest(word.Word, word.SimilarWords)))
            .Where(word => word.Instead is not null)
            .Select(word => new Correction(word.Word, word.Instead!)).ToList();
        var unknown = spelling.Where(word => !word.IsKnown && corrections.All(correction => correction.Word != word.Word)).Select(word => word.Word).ToList();
        var question = asked.With(corrections.ToDictionary(correction => correction.Word, correction => correction.Instead));
        if (unknown.Count > 0)
        {
            return new Found(question, corrections, unknown, [], new Dictionary<long, PackageRow>());
        }

        var kinds = (kind is { } one ? [one] : Enum.GetValues<SearchKind>()).Select(each => each.ToString().ToLowerInvariant()).ToArray();
        var (skipped, shown) = kind is null ? (0, Foremost) : ((page - 1) * PageSize, PageSize);
        var rows = await context.Set<SearchRow>().FromSql($"""
            select * from ledger.search_as_of({kinds}, {question.Exactly}::text::tsquery, {question.Loosely}::text::tsquery, {by}, {known}, {Most}, {skipped}, {shown})
            """).AsNoTracking().ToListAsync(cancel);
        var ids = rows.Select(row => row.PackageId).Distinct().ToArray();
        var packages = ids.Length == 0 ? [] : await context.PackagesAt(asOf).Where(package => ids.Contains(package.PackageId)).ToDictionaryAsync(package => package.PackageId, cancel);
        // Rows come in the order of the kinds and of their places.
        return new Found(question, corrections, [], [.. rows.GroupBy(row => row.Kind).Select(group => new SearchGroup(group.Key, [.. group], (int)group.First().Matching))], packages);
    }
}
