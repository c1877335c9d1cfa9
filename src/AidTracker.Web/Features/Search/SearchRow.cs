using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AidTracker.Web.Features.Search;

/// <summary>What can be found; the codes are those of <c>ledger.search_document.what</c>.</summary>
public enum SearchKind
{
    Package,
    Line,
    Announcement,

    /// <summary>A source's own words.</summary>
    Passage,

    /// <summary>What a source says, in our words.</summary>
    Summary,
    Source,
}

/// <summary>One document that has the words that were asked for. Function <c>ledger.search_as_of</c>.</summary>
public sealed class SearchRow
{
    public required string What { get; init; }
    public long PackageId { get; init; }

    /// <summary>Of the line or the announcement; 0 of a package.</summary>
    public int Number { get; init; }

    /// <summary>Of the announcement.</summary>
    public int Version { get; init; }

    /// <summary>Of the source or the citation in its announcement.</summary>
    public int Position { get; init; }

    /// <summary>Null for packages and lines.</summary>
    public DateOnly? AnnouncedOn { get; init; }

    /// <summary>A title, description, summary or passage; of a source without a title its publisher.</summary>
    public required string Heading { get; init; }

    /// <summary>Parties of a package, place of an announcement, publisher of a passage or a source with a title.</summary>
    public string? Aside { get; init; }

    /// <summary>Summary of a package, reason of a correction.</summary>
    public string? Body { get; init; }

    /// <summary>False where a word only begins as asked.</summary>
    public bool IsExact { get; init; }

    /// <summary>Its rank among those of its kind, from 1.</summary>
    public long Place { get; init; }

    /// <summary>How many of its kind there are, up to <see cref="Searching.Most"/>.</summary>
    public long Matching { get; init; }

    public SearchKind Kind => Enum.Parse<SearchKind>(What, ignoreCase: true);
}

/// <summary>One word of a question. Function <c>ledger.search_spelling</c>.</summary>
public sealed class SpellingRow
{
    public required string Word { get; init; }

    /// <summary>Whether it, or a word that begins with it, is on record.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Words on record that look like it, the most similar first; none where it is known.</summary>
    public required string[] SimilarWords { get; init; }
}

internal sealed class SearchRowMap : IEntityTypeConfiguration<SearchRow>
{
    public void Configure(EntityTypeBuilder<SearchRow> builder)
    {
        builder.HasNoKey().ToView(null);
        builder.Ignore(row => row.Kind);
    }
}

internal sealed class SpellingRowMap : IEntityTypeConfiguration<SpellingRow>
{
    public void Configure(EntityTypeBuilder<SpellingRow> builder) => builder.HasNoKey().ToView(null);
}
