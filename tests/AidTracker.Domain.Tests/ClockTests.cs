using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using FsCheck;
using FsCheck.Fluent;

namespace AidTracker.Domain.Tests;

/// <summary>Any figure as announced by a day, as known at a publication.</summary>
public sealed class ClockTests
{
    private static readonly string[] Categories = ["AMM", "ADS", "UAS"];

    /// <summary>Something to publish; publications are numbered from 1 in the order in which they are accepted.</summary>
    internal sealed record Act(AnnouncementKind Kind, int Day, int Line, int Amount, int Corrects, bool Withdraws)
    {
        public override string ToString() => $"{(Withdraws ? "withdraw" : Corrects > 0 ? $"correct {Corrects} to" : "")} {Kind} on {Day}: {Amount} on {Line}";
    }

    [Fact]
    public void The_running_story_reads_as_it_was_known()
    {
        var canada = Story.Of("CA → UA, CAD", """
            2025-06-17  announced  2000                        G7, Kananaskis
            2025-08-24  itemised   AMM 835, ADS 680, UAS 220   Kyiv
            correct 2: 2025-08-24  itemised  AMM 835, ADS 680, UAS 220, MIX 165, CZ 100  Kyiv
            """);
        Number(canada);

        Assert.Equal("2000 = not yet itemised 2000", At(canada, new DateOnly(2025, 7, 31), null));
        Assert.Equal("2000 = AMM 835 + ADS 680 + UAS 220 + not yet itemised 265", At(canada, new DateOnly(2025, 8, 31), 2));
        Assert.Equal("2000 = AMM 835 + ADS 680 + UAS 220 + MIX 165 + CZ 100", At(canada, null, null));
        Assert.Null(canada.At(new AsOf(null, 0)));
        Assert.Equal("undisclosed =", At(canada, new DateOnly(2025, 6, 16), null));
    }

    [Fact]
    public void A_corrected_date_moves_the_announcement_on_the_first_clock()
    {
        var package = Story.Of("CA → UA, CAD", """
            2025-06-17  announced  2000
            correct 1: 2025-09-01  announced  2000
            """);
        Number(package);

        Assert.Equal("2000 = not yet itemised 2000", At(package, new DateOnly(2025, 7, 1), 1));
        Assert.Equal("undisclosed =", At(package, new DateOnly(2025, 7, 1), 2));
    }

    [Fact]
    public void At_every_point_of_both_clocks_the_standing_is_the_models_and_balances() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Acts, acts =>
    {
        var package = Published(acts);
        var last = package.Announcements.Max(announcement => announcement.Publication!.Seq);
        for (long known = 1; known <= last; known++)
        {
            foreach (var day in package.Announcements.Select(announcement => announcement.On).Distinct().Append(new DateOnly(2024, 12, 31)))
            {
                var then = package.At(new AsOf(day, known))!;
                var standing = then.Standing;
                Assert.Equal(Model(package, day, known), standing.Lines.Where(line => line.Amount is not (null or 0)).Select(line => (line.Number, line.Amount!.Value)).Order());
                Assert.Equal(standing.Committed ?? 0, standing.Itemised + standing.NotYetItemised + standing.Overlap);
            }
        }

        Assert.Equal(package.Standing.ToString(), At(package, DateOnly.MaxValue, long.MaxValue));
    }));

    [Fact]
    public void A_correction_and_its_correction_back_restore_every_figure()
    {
        var restored = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Acts, acts =>
        {
            var accepted = Accepted(acts);
            var before = Told(accepted);
            foreach (var (number, said) in LastSaid(accepted))
            {
                var wrong = said with { Corrects = number, Amount = said.Amount + 7, Day = said.Day + 1 };
                try
                {
                    _ = Told([.. accepted, wrong]);
                }
                catch (LedgerRefusal)
                {
                    continue;
                }

                // What was possible is possible again.
                var after = Told([.. accepted, wrong, said with { Corrects = number }]);
                Assert.Equal(before.Standing.ToString(), after.Standing.ToString());
                foreach (var day in before.Live.Select(announcement => announcement.On))
                {
                    Assert.Equal(At(before, day, null), At(after, day, null));
                    Assert.Equal(At(before, day, null), At(after, day, accepted.Count + 1));
                }

                restored++;
            }
        }));
        Assert.True(restored > 1000, $"Only {restored} corrections were possible: too few to mean something.");
    }

    [Fact]
    public void Two_orders_of_recording_that_end_in_the_same_live_versions_give_the_same_standing()
    {
        var compared = 0;
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Acts, Gen.Choose(0, int.MaxValue).ToArbitrary(), (acts, seed) =>
        {
            var accepted = Accepted(acts);
            var (reordered, moved) = Reordered(accepted, new Random(seed));
            if (!moved)
            {
                return;
            }

            Package other;
            try
            {
                other = Told(reordered);
            }
            catch (LedgerRefusal)
            {
                // Impossible on the way: the ledger takes no such order.
                return;
            }

            var first = Told(accepted);
            foreach (var day in first.Live.Select(announcement => announcement.On).Append(DateOnly.MaxValue))
            {
                var (one, two) = (first.At(new AsOf(day))!.Standing, other.At(new AsOf(day))!.Standing);
                Assert.Equal((one.ToString(), one.Floor, one.Committed, one.Undelivered), (two.ToString(), two.Floor, two.Committed, two.Undelivered));
            }

            compared++;
        }));
        Assert.True(compared > 300, $"Only {compared} other orders were possible: too few to mean something.");
    }

    internal static Arbitrary<Act[]> Acts
    {
        get
        {
            var act =
                from kind in Gen.Elements(AnnouncementKind.Itemised, AnnouncementKind.Itemised, AnnouncementKind.ToppedUp, AnnouncementKind.Reduced, AnnouncementKind.Reallocated, AnnouncementKind.Reannounced)
                from day in Gen.Choose(2, 28)
                from line in Gen.Choose(1, Categories.Length)
                from amount in Gen.Choose(1, 120)
                from corrects in Gen.Choose(-4, 4)
                from withdraws in Gen.Choose(0, 5)
                select new Act(kind, day, line, amount, corrects, withdraws == 0);
            return (from size in Gen.Choose(0, 9) from acts in act.ArrayOf(size) select acts).ToArbitrary();
        }
    }

    /// <summary>The plainest way to say it: of each announcement the last version known, if it counts and was announced by then.</summary>
    private static IEnumerable<(int, decimal)> Model(Package package, DateOnly by, long known)
    {
        var sums = new Dictionary<int, decimal>();
        foreach (var number in package.Announcements.Select(announcement => announcement.Number).Distinct())
        {
            Announcement? last = null;
            foreach (var version in package.Announcements)
            {
                if (version.Number == number && version.Publication!.Seq <= known && (last is null || version.Version > last.Version))
                {
                    last = version;
                }
            }

            if (last is null || last.Withdrawn || last.On > by)
            {
                continue;
            }

            foreach (var entry in last.Entries)
            {
                sums[entry.LineNumber] = sums.GetValueOrDefault(entry.LineNumber) + (entry.Amount?.Amount ?? 0);
            }
        }

        return sums.Where(sum => sum.Value != 0).Select(sum => (sum.Key, sum.Value)).Order();
    }

    /// <summary>The acts that the ledger accepts, each a publication.</summary>
    internal static Package Published(IEnumerable<Act> acts) => Told(Accepted(acts));

    private static List<Act> Accepted(IEnumerable<Act> acts)
    {
        var accepted = new List<Act>();
        foreach (var act in acts)
        {
            try
            {
                _ = Told([.. accepted, act]);
                accepted.Add(act);
            }
            catch (LedgerRefusal)
            {
                // Not every wish is possible; the ledger stays as it was.
            }
        }

        return accepted;
    }

    /// <summary>Of each announcement in force after the first, what was said last.</summary>
    private static Dictionary<int, Act> LastSaid(List<Act> accepted)
    {
        var said = new Dictionary<int, Act>();
        var announced = 1;
        foreach (var act in accepted)
        {
            if (act.Withdraws)
            {
                said.Remove(Math.Max(2, act.Corrects));
            }
            else
            {
                said[act.Corrects > 1 ? act.Corrects : ++announced] = act;
            }
        }

        return said;
    }

    /// <summary>
    /// The same acts recorded in another order: what is said of one announcement keeps its own, lest another version of it come last. An
    /// announcement is numbered as it comes in, so corrections name it by another number.
    /// </summary>
    /// <returns>And whether anything is elsewhere than it was.</returns>
    private static (List<Act> Acts, bool Moved) Reordered(List<Act> acts, Random random)
    {
        var announced = 1;
        var of = acts.Select(act => act.Withdraws ? Math.Max(2, act.Corrects) : act.Corrects > 1 ? act.Corrects : ++announced).ToList();
        var waiting = acts.Zip(of).GroupBy(each => each.Second).ToDictionary(said => said.Key, said => new Queue<Act>(said.Select(each => each.First)));
        var (numbers, order, reordered) = (new Dictionary<int, int>(), new List<int>(), new List<Act>());
        while (waiting.Count > 0)
        {
            var next = waiting.Keys.ElementAt(random.Next(waiting.Count));
            var isFirst = numbers.TryAdd(next, numbers.Count + 2);
            reordered.Add(waiting[next].Dequeue() with { Corrects = isFirst ? 0 : numbers[next] });
            order.Add(next);
            if (waiting[next].Count == 0)
            {
                waiting.Remove(next);
            }
        }

        return (reordered, !order.SequenceEqual(of));
    }

    private static Package Told(List<Act> acts)
    {
        var package = Package.Open("clock", new Currency("CAD"), ["CA"], ["UA"]);
        package.Publish(Numbered(1), 0, revision =>
        {
            revision.Describe(new PackageDescription("A clock"));
            foreach (var category in Categories)
            {
                revision.AddLine(new LineDescription(category, category));
            }

            revision.Announce(Announcement.Announced(AnnouncedDate.Day(2025, 1, 1), "First", [new Entry(LineItem.NotYetItemised, Cad(500))]));
        });
        for (var i = 0; i < acts.Count; i++)
        {
            var act = acts[i];
            package.Publish(Numbered(i + 2), package.Revision, revision =>
            {
                if (act.Withdraws)
                {
                    revision.Withdraw(Math.Max(2, act.Corrects), "it was not so");
                }
                else if (act.Corrects > 1)
                {
                    revision.Correct(act.Corrects, Said(act), "a better source");
                }
                else
                {
                    revision.Announce(Said(act));
                }
            });
        }

        return package;
    }

    private static Announcement Said(Act act)
    {
        var (amount, line) = (act.Amount, act.Line);
        Entry[] entries = act.Kind switch
        {
            AnnouncementKind.Itemised => [new(line, Cad(amount)), new(LineItem.NotYetItemised, Cad(-amount))],
            AnnouncementKind.Reallocated => [new(line, Cad(-amount)), new(line % Categories.Length + 1, Cad(amount))],
            AnnouncementKind.ToppedUp => [new(line, Cad(amount))],
            AnnouncementKind.Reduced => [new(LineItem.NotYetItemised, Cad(-amount))],
            _ => [],
        };
        return new Announcement(act.Kind, AnnouncedDate.Day(2025, 1, act.Day), "Said", entries);
    }

    private static Publication Numbered(long seq)
    {
        var publication = Publication.AtDesk(Guid.NewGuid(), "Test");
        publication.Seq = seq;
        return publication;
    }

    private static void Number(Package package)
    {
        foreach (var revision in package.Revisions)
        {
            revision.Publication.Seq = revision.Number;
        }
    }

    private static string? At(Package package, DateOnly? announcedBy, long? knownAt) => package.At(new AsOf(announcedBy, knownAt))?.Standing.ToString();

    private static Money Cad(decimal amount) => new(amount, new Currency("CAD"));
}
