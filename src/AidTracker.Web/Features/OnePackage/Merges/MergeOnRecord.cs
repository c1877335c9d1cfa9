namespace AidTracker.Web.Features.OnePackage.Merges;

/// <summary>That a package became one with another, or stood for itself again.</summary>
/// <param name="Package">The address of the package that was merged.</param>
/// <param name="Title">What that package is called.</param>
/// <param name="Into">Into which it went; where the merge is undone, from which it came.</param>
/// <param name="IsUndone">True for the publication that undoes it.</param>
/// <param name="RecordedAt">UTC.</param>
/// <param name="Editor">Who answers for it.</param>
/// <remarks>Named as the query's columns are, which EF does not rename.</remarks>
public sealed record MergeOnRecord(string Package, string Title, string Into, bool IsUndone, string Reason, long Publication, DateTime RecordedAt, string Editor);
