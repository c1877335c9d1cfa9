using System.Globalization;
using AidTracker.Domain.Amounts;
using AidTracker.Domain.Ledger;
using AidTracker.Web.Tests.Rates;
using AidTracker.Web.Tests.Reading;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Ledger;

/// <summary>
/// The rules stand twice, in the domain and in SQL. Random histories are put to both: what one accepts the other accepts and
/// makes the same figures of; what one refuses the other refuses by the same name.
/// </summary>
public sealed class RandomHistoryTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    private static readonly Currency Cad = new("CAD");
    private static readonly AmountQualifier[] Qualifiers =
        [AmountQualifier.Exact, AmountQualifier.Exact, AmountQualifier.Exact, AmountQualifier.Approximately, AmountQualifier.UpTo, AmountQualifier.AtLeast];

    /// <summary>Deliveries more often than others, for cancellations to come after some.</summary>
    private static readonly AnnouncementKind[] Kinds = [.. Enum.GetValues<AnnouncementKind>(), AnnouncementKind.Delivered, AnnouncementKind.Delivered, AnnouncementKind.Disclosed, AnnouncementKind.Cancelled];

    private readonly Random random = new(20261122);

    [Fact]
    public async Task The_database_decides_as_the_domain_does()
    {
        await using var sql = await SqlLedger.ConnectAsync(ledger.Connections.Application);
        var accepted = new List<AnnouncementKind>();
        var refused = new HashSet<string>();
        var basis = new List<int>();
        for (var i = 0; i < 120; i++)
        {
            var slug = $"random-{i}";
            var (history, refusals) = Grown();
            foreach (var (impossible, rule) in refusals)
            {
                Assert.Equal(rule, await sql.RefusalAsync(Script(slug, impossible)));
                refused.Add(rule);
            }

            await sql.RunAsync(Script(slug, history));
            accepted.AddRange(history.Select(announcement => announcement.Kind));

            await using var context = ledger.Context();
            var row = await context.PackageRows.SingleAsync(package => package.Slug == slug);
            var package = await ledger.LoadAsync(slug);
            foreach (var by in history.Select(announcement => announcement.On).Distinct())
            {
                basis.Add(await SameBasis.AssertAsync(ledger.Connections.Application, package, row.PackageId, new AsOf(by)));
            }

            FigureTests.AssertSame(package, row, await context.LineItemRows.Where(line => line.PackageId == row.PackageId).ToListAsync());
        }

        Assert.Equal(Enum.GetValues<AnnouncementKind>(), accepted.Distinct().Order());
        Assert.True(basis.Count(days => days > 1) > 20, $"{basis.Count(days => days > 1)} of {basis.Count} with more than one day in their basis");
        Assert.Superset(
            new HashSet<string> { "announced_once", "announced_first", "disclosed_while_open", "suspended_once", "resumed_after_suspended", "progress_follows_kind", "progress_line_is_promised",
                "entries_follow_kind", "entries_balance", "line_items_amount_not_negative", "not_yet_itemised_not_negative", "overlap_not_positive", "cancelled_leaves_nothing" },
            refused);
    }

    /// <summary>What the domain accepts one after the other, and what it refuses beside it.</summary>
    private (List<Announcement> History, List<(List<Announcement> Impossible, string Rule)> Refusals) Grown()
    {
        var history = new List<Announcement>();
        var refusals = new List<(List<Announcement>, string)>();
        for (var i = 0; i < 16; i++)
        {
            var standing = Told(history).Standing;
            List<Announcement> longer = [.. history, i == 0 && random.Next(6) > 0 ? First() : Wish(standing, Day(history))];
            try
            {
                _ = Told(longer);
                history = longer;
            }
            catch (LedgerRefusal refusal)
            {
                refusals.Add((longer, refusal.Rule));
            }
        }

        return (history, refusals);
    }

    /// <summary>Mostly after what is there, now and then before some of it.</summary>
    private AnnouncedDate Day(List<Announcement> history)
    {
        var last = history.Select(announcement => announcement.On.Day).DefaultIfEmpty(1).Max();
        return AnnouncedDate.Day(2025, 1, random.Next(6) == 0 ? random.Next(1, last + 1) : Math.Min(31, last + random.Next(3)));
    }

    private Announcement First() => new(AnnouncementKind.Announced, AnnouncedDate.Day(2025, 1, 1), "First",
        [new Entry(0, new Money(500, Cad)), new Entry(1, new Money(200, Cad), AmountQualifier.UpTo)],
        new Headline(random.Next(2) == 0 ? AmountQualifier.AtLeast : AmountQualifier.Exact));

    private Announcement Wish(Standing standing, AnnouncedDate day)
    {
        var kind = Kinds[random.Next(Kinds.Length)];
        var rule = KindRules.For(kind);
        var entries = Enumerable.Range(0, random.Next(4)).Select(_ => Move(rule)).ToList();
        if (kind == AnnouncementKind.Cancelled)
        {
            entries = [.. standing.Lines.Where(line => line.Amount is not null && line.Amount != standing.DeliveredOf(line.Number))
                .Select(line => new Entry(line.Number, new Money(standing.DeliveredOf(line.Number) - line.Amount!.Value, Cad), note: "cancelled")).Skip(random.Next(8) == 0 ? 1 : 0)];
        }
        else if (kind == AnnouncementKind.Disclosed && random.Next(8) > 0)
        {
            entries = [new Entry(0, new Money(random.Next(1, 300), Cad))];
        }
        else if (rule.Named == Sign.None && rule.Open == Sign.None && random.Next(8) > 0)
        {
            entries = [];
        }
        else if (rule.Net == Sign.Zero && entries.Sum(entry => entry.Amount?.Amount ?? 0) is var net and not 0 && random.Next(8) > 0)
        {
            entries.Add(new Entry(0, new Money(-net, Cad)));
        }

        var qualifier = random.Next(12) == 0 && kind != AnnouncementKind.Disclosed ? AmountQualifier.Undisclosed : Qualifiers[random.Next(Qualifiers.Length)];
        return new Announcement(kind, day, "Wished", entries, rule.StatesHeadline ? new Headline(qualifier) : null,
            progress: (rule.StatesProgress ? random.Next(8) > 0 : random.Next(30) == 0) ? Enumerable.Range(0, random.Next(1, 3)).Select(_ => Made()) : null);
    }

    private Entry Move(KindRule rule)
    {
        var line = random.Next(-1, 4);
        var sign = line switch { 0 => rule.Open, -1 => rule.Overlap, _ => rule.Named };
        var amount = random.Next(1, 90) * (sign == Sign.Minus || (sign != Sign.Plus && random.Next(2) == 0) ? -1 : 1) * (random.Next(15) == 0 ? -1 : 1);
        return line > 0 && random.Next(6) == 0
            ? new Entry(line, null, quantity: new Quantity(random.Next(1, 50)))
            : new Entry(line, new Money(amount, Cad), Qualifiers[random.Next(Qualifiers.Length)], note: line < 0 ? "overlap" : null);
    }

    private Progress Made() => random.Next(3) switch
    {
        0 => new Progress(random.Next(0, 4), new Money(random.Next(1, 120), Cad), final: random.Next(5) == 0),
        1 => new Progress(random.Next(0, 4), null, new Quantity(random.Next(1, 50)), final: random.Next(4) == 0),
        _ => new Progress(random.Next(0, 4), new Money(random.Next(1, 120), Cad), new Quantity(random.Next(1, 50)), AmountQualifier.Approximately),
    };

    private static Package Told(IEnumerable<Announcement> history)
    {
        var package = Package.Open("random", Cad, ["CA"], ["UA"]);
        package.Publish(Publication.AtDesk(Guid.NewGuid(), "Random"), 0, revision =>
        {
            revision.Describe(new PackageDescription("Random"));
            foreach (var category in new[] { "AMM", "ADS", "UAS" })
            {
                revision.AddLine(new LineDescription(category, category));
            }

            foreach (var announcement in history)
            {
                revision.Announce(announcement);
            }
        });
        return package;
    }

    /// <summary>The history as the rows of one publication that opens a package.</summary>
    private static string Script(string slug, IReadOnlyList<Announcement> history)
    {
        var package = $"(select id from ledger.package where slug = '{slug}')";
        const string Publication = "(select max(seq) from ledger.publication)";
        var rows = new List<string>
        {
            "insert into ledger.publication (command_id, recorded_at, editor, origin) values (gen_random_uuid(), now(), 'Random', 'Desk')",
            $"insert into ledger.package (publication_seq, slug, currency) values ({Publication}, '{slug}', 'CAD')",
            $"insert into ledger.package_revision (package_id, number, publication_seq) values ({package}, 1, {Publication})",
            $"insert into ledger.package_donor values ({package}, 1, 'CA')",
            $"insert into ledger.package_recipient values ({package}, 1, 'UA')",
            $"insert into ledger.package_description values ({package}, {Publication}, 'Random')",
            $"insert into ledger.line_item (package_id, number, publication_seq) select {package}, number, {Publication} from generate_series(-1, 3) number",
            $"insert into ledger.line_item_description (package_id, line_number, publication_seq, category, description, instrument) select {package}, number, {Publication}, (array['AMM', 'ADS', 'UAS'])[number], 'random', 'UNS' from generate_series(1, 3) number",
        };
        foreach (var (announcement, number) in history.Select((announcement, i) => (announcement, i + 1)))
        {
            rows.Add($"""
                insert into ledger.announcement (package_id, number, version, publication_seq, kind, announced_on, date_precision, summary, withdrawn, headline_qualifier)
                  values ({package}, {number}, 1, {Publication}, '{announcement.Kind}', '{announcement.On:yyyy-MM-dd}', 'Day', 'Wished', false, {Text(announcement.Headline?.Qualifier.Code())})
                """);
            rows.AddRange(announcement.Entries.Select(entry => $"""
                insert into ledger.entry (package_id, announcement_number, announcement_version, position, line_number, amount, currency, quantity, qualifier, stated_by_donor, note)
                  values ({package}, {number}, 1, {entry.Position}, {entry.LineNumber}, {Number(entry.Amount?.Amount)}, {Text(entry.Amount?.Currency.Code)}, {Number(entry.Quantity)}, '{entry.Qualifier.Code()}', false, {Text(entry.Note)})
                """));
            rows.AddRange(announcement.Progress.Select(made => $"""
                insert into ledger.progress (package_id, announcement_number, announcement_version, position, line_number, value, currency, quantity, qualifier, final)
                  values ({package}, {number}, 1, {made.Position}, {made.LineNumber}, {Number(made.Value?.Amount)}, {Text(made.Value?.Currency.Code)}, {Number(made.Quantity)}, '{made.Qualifier.Code()}', {(made.Final ? "true" : "false")})
                """));
        }

        return string.Join(";\n", rows) + ";";
    }

    private static string Text(string? text) => text is null ? "null" : $"'{text}'";

    private static string Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "null";
}
