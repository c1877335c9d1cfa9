using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace AidTracker.Domain.Tests;

/// <summary>
/// Rules that hold for any sequence of announcements. A wish is a random announcement; those that the ledger refuses change
/// nothing, and after each the package is looked at.
/// </summary>
public sealed class PropertyTests
{
    private static readonly string[] Categories = ["AMM", "ADS", "UAS"];

    /// <summary>A random announcement: kind, day, and what it moves on which line.</summary>
    internal sealed record Wish(AnnouncementKind Kind, int Day, AmountQualifier Qualifier, (int Line, int Amount)[] Moves, int Corrects)
    {
        public override string ToString() => $"{Kind} on {Day} {Qualifier} [{string.Join(", ", Moves)}] corrects {Corrects}";
    }

    internal static Arbitrary<Wish[]> Wishes
    {
        get
        {
            var move = from line in Gen.Choose(-1, Categories.Length) from amount in Gen.Choose(-60, 100) select (line, amount);
            var wish =
                from kind in Gen.Elements(Enum.GetValues<AnnouncementKind>())
                from day in Gen.Choose(1, 28)
                from qualifier in Gen.Elements(AmountQualifier.Exact, AmountQualifier.Exact, AmountQualifier.Approximately, AmountQualifier.UpTo, AmountQualifier.AtLeast, AmountQualifier.Undisclosed)
                from moves in Gen.ArrayOf(move)
                from corrects in Gen.Choose(-6, 6)
                select new Wish(kind, day, qualifier, [.. moves.Take(4)], corrects);
            return wish.ArrayOf().ToArbitrary();
        }
    }

    [Fact]
    public void No_sequence_unbalances_a_package() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Wishes, wishes =>
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        foreach (var wish in wishes)
        {
            package = Tried(package, wish, out _);
            foreach (var step in package.History.Steps)
            {
                var standing = step.After;
                Assert.Equal(standing.Committed ?? 0, standing.Itemised + standing.NotYetItemised + standing.Overlap);
                Assert.All(standing.Named, line => Assert.True((line.Amount ?? 0) >= 0));
                Assert.True(standing.NotYetItemised >= 0 || standing.IsOpen);
                Assert.True(standing.Overlap <= 0);
                Assert.True(standing.Floor >= 0);
                Assert.True(standing.Undelivered is null or >= 0);
                Assert.Equal(standing.Undelivered, standing.Lines.Select(line => standing.UndeliveredOn(line.Number)).Aggregate((decimal?)null, (sum, line) => line is null ? sum : (sum ?? 0) + line));
                Assert.True(standing.IsOpen || standing.Floor <= (standing.Committed ?? 0), $"{standing} has a floor of {standing.Floor}");
            }
        }
    }));

    [Fact]
    public void Only_kinds_of_new_or_less_money_move_a_total() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Wishes, wishes =>
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        foreach (var wish in wishes)
        {
            var before = package.Standing.Committed;
            package = Tried(package, wish with { Corrects = 0 }, out var accepted);
            if (accepted && KindRules.For(wish.Kind).Net == Sign.Zero)
            {
                Assert.Equal(before, package.Standing.Committed);
            }
        }
    }));

    [Fact]
    public void Progress_moves_no_line_and_a_cancellation_leaves_what_is_delivered() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Wishes, wishes =>
    {
        var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        foreach (var wish in wishes)
        {
            package = Tried(package, wish, out _);
        }

        foreach (var step in package.History.Steps)
        {
            if (step.Announcement.Progress.Count > 0)
            {
                Assert.All(step.After.Lines, line => Assert.Equal(step.Before.AmountOn(line.Number), line.Amount ?? 0));
            }

            if (step.Announcement.Kind == AnnouncementKind.Cancelled)
            {
                Assert.All(step.After.Lines, line => Assert.Equal(step.Before.DeliveredOf(line.Number), line.Amount ?? 0));
                Assert.Equal(step.After.Committed ?? 0, step.After.Floor);
            }
        }
    }));

    [Fact]
    public void Wishes_are_accepted_often_enough_to_mean_something()
    {
        var accepted = Wishes.Generator.Sample(30, 300).SelectMany(wishes =>
        {
            var package = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
            return wishes.Select(wish =>
            {
                package = Tried(package, wish, out var taken);
                return (wish.Kind, taken);
            }).ToList();
        }).Where(tried => tried.taken).Select(tried => tried.Kind).Distinct().Order();

        // Announced comes in as the correction of the first one.
        Assert.Equal(Enum.GetValues<AnnouncementKind>(), accepted);
    }

    [Fact]
    public void The_order_of_recording_does_not_change_the_standing() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Wishes, wishes =>
    {
        // Days are distinct, so that the order of counting is the order of days however they are recorded.
        var days = wishes.Where(wish => wish.Corrects <= 0).DistinctBy(wish => wish.Day).ToList();
        var recorded = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        var accepted = new List<Wish>();
        foreach (var wish in days)
        {
            recorded = Tried(recorded, wish with { Corrects = 0 }, out var taken);
            if (taken)
            {
                accepted.Add(wish with { Corrects = 0 });
            }
        }

        var sorted = Story.Of("CA → UA, CAD", "2025-01-01  announced  500");
        foreach (var wish in accepted.OrderBy(wish => wish.Day))
        {
            sorted = Tried(sorted, wish, out _);
        }

        // Only where every step of the other order is acceptable too: a rule may refuse a state on the way.
        if (sorted.Announcements.Count == recorded.Announcements.Count)
        {
            Assert.Equal(Amounts(recorded), Amounts(sorted));
        }
    }));

    private static IEnumerable<(string, decimal)> Amounts(Package package) =>
        package.Standing.Lines.Where(line => line.Amount is not (null or 0)).Select(line => (line.Line.Description?.Category ?? line.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), line.Amount!.Value)).Order();

    /// <summary>The package after the wish, or as it was where the ledger refused.</summary>
    internal static Package Tried(Package package, Wish wish, out bool accepted)
    {
        // A refused package is of no more use, so each attempt is made on a copy told from the start.
        var copy = Copy(package);
        try
        {
            copy.Publish(Publication.AtDesk(Guid.NewGuid(), "Wish"), copy.Revision, revision =>
            {
                foreach (var category in Categories.Where(category => copy.Lines.All(line => line.Description?.Category != category)))
                {
                    revision.AddLine(new LineDescription(category, category));
                }

                var statesHeadline = KindRules.For(wish.Kind).StatesHeadline;
                var entries = wish.Moves.Where(move => move.Amount != 0).Select(move => new Entry(move.Line, new Money(Signed(wish.Kind, move.Line, move.Amount), copy.Currency), note: "wished")).ToList();
                Balance(copy, wish, entries);
                var progress = KindRules.For(wish.Kind).StatesProgress
                    ? wish.Moves.Where(move => move.Amount != 0).Select(move => new Progress(Math.Max(0, move.Line), new Money(Math.Abs(move.Amount), copy.Currency), final: move.Amount % 7 == 0))
                    : [];
                var announcement = new Announcement(wish.Kind, AnnouncedDate.Day(2025, 1, wish.Day), "Wished", entries, statesHeadline ? new Headline(wish.Qualifier) : null, progress: progress);
                if (wish.Corrects > 0)
                {
                    revision.Correct(wish.Corrects, announcement, "wished");
                }
                else if (wish.Corrects < -5)
                {
                    revision.Withdraw(copy.Announcements.Max(each => each.Number), "wished");
                }
                else
                {
                    revision.Announce(announcement);
                }
            });
            accepted = true;
            return copy;
        }
        catch (LedgerRefusal)
        {
            accepted = false;
            return package;
        }
    }

    /// <summary>Turns a move's sign to what its kind wants, most of the time.</summary>
    private static int Signed(AnnouncementKind kind, int line, int amount)
    {
        var rule = KindRules.For(kind);
        var sign = line == LineItem.NotYetItemised ? rule.Open : line == LineItem.Overlap ? rule.Overlap : rule.Named;
        return amount % 10 == 0 ? amount : sign switch { Sign.Plus => Math.Abs(amount), Sign.Minus => -Math.Abs(amount), _ => amount };
    }

    /// <summary>Completes a zero-net kind from Not yet itemised, and a cancellation from everything.</summary>
    private static void Balance(Package package, Wish wish, List<Entry> entries)
    {
        var rule = KindRules.For(wish.Kind);
        if (wish.Kind == AnnouncementKind.Cancelled)
        {
            entries.Clear();
            var day = AnnouncedDate.Day(2025, 1, wish.Day).On;
            var standing = package.History.Steps.LastOrDefault(step => step.Announcement.On <= day)?.After ?? package.Standing;
            entries.AddRange(standing.Lines.Where(line => line.Amount is not null && line.Amount != standing.DeliveredOf(line.Number))
                .Select(line => new Entry(line.Number, new Money(standing.DeliveredOf(line.Number) - line.Amount!.Value, package.Currency), note: "wished")));
        }
        else if (rule.Open == Sign.None)
        {
            entries.Clear();
        }
        else if (rule.Net == Sign.Zero && entries.Sum(entry => entry.Amount!.Amount) is var net and not 0)
        {
            entries.Add(new Entry(LineItem.NotYetItemised, new Money(-net, package.Currency)));
        }
    }

    private static Package Copy(Package package)
    {
        var copy = Package.Open(package.Slug, package.Currency, package.Donors.Select(donor => donor.Party), package.Recipients.Select(recipient => recipient.Party));
        copy.Publish(Publication.AtDesk(Guid.NewGuid(), "Copy"), 0, revision =>
        {
            revision.Describe(new PackageDescription("A copy"));
            foreach (var line in package.Lines.Where(line => line.IsNamed))
            {
                revision.AddLine(new LineDescription(line.Description!.Category, line.Description.Description));
            }

            foreach (var versions in package.Announcements.GroupBy(announcement => announcement.Number))
            {
                foreach (var version in versions.OrderBy(version => version.Version))
                {
                    Restate(revision, versions.Key, version);
                }
            }
        });
        return copy;
    }

    private static void Restate(Revision revision, int number, Announcement version)
    {
        if (version.Withdrawn)
        {
            revision.Withdraw(number, "copied");
            return;
        }

        var restated = new Announcement(version.Kind, version.Date, version.Summary,
            version.Entries.Select(entry => new Entry(entry.LineNumber, entry.Amount, entry.Qualifier, note: entry.Note)), version.Headline,
            progress: version.Progress.Select(made => new Progress(made.LineNumber, made.Value, final: made.Final)));
        if (version.Version == 1)
        {
            revision.Announce(restated);
        }
        else
        {
            revision.Correct(number, restated, "copied");
        }
    }
}
