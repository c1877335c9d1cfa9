using AidTracker.Web.Tests.Accounts;
using AidTracker.Web.Tests.Browser;
using AidTracker.Web.Tests.Desk;
using AidTracker.Web.Tests.Hosting;
using AidTracker.Web.Tests.Publishing;
using AidTracker.Web.Tests.Rates;
using AidTracker.Web.Tests.Reading;
using AidTracker.Web.Tests.Transparency;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer("AidTracker.Web.Tests.LongestFirst", "AidTracker.Web.Tests")]

namespace AidTracker.Web.Tests;

/// <summary>The classes that take longest begin first: one that begins last would end alone, with the other processors idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    /// <summary>Those of half a minute and more, by what a run took; the order among the others does not matter.</summary>
    private static readonly Type[] Long =
    [
        typeof(ReadingTests), typeof(ApplicationProcessTests), typeof(KeptPointsTests), typeof(AccountPagesTests), typeof(TamperTests), typeof(StoryTests), typeof(VerifyCommandTests), typeof(AutosaveTests),
        typeof(WitnessedPackageTests), typeof(BackupTests), typeof(KillTests), typeof(PivotTests), typeof(JournalTests), typeof(FirstViewTests), typeof(RatesCommandTests),
    ];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) => testCollections.OrderBy(collection =>
    {
        // A class without a collection is one by itself, and its collection is called after it.
        var place = Array.FindIndex(Long, each => collection.DisplayName.EndsWith($" {each.FullName}", StringComparison.Ordinal));
        return place < 0 ? Long.Length : place;
    });
}
