using System.Globalization;
using System.Text;
using AidTracker.Web.Tests.Ledger;
using Microsoft.EntityFrameworkCore;

namespace AidTracker.Web.Tests.Reference;

public sealed class SubCategoryTests(EmptyLedger ledger) : IClassFixture<EmptyLedger>
{
    /// <summary>The section Categories of docs/methodology.md is written from the lists; the rest of the page is not.</summary>
    [Fact]
    public async Task Every_category_and_its_parts_are_documented()
    {
        await using var context = ledger.Context();
        var parts = (await context.SubCategories.OrderBy(part => part.Position).ToListAsync()).ToLookup(part => part.Category);
        var section = new StringBuilder("""
            ## Categories

            A line has exactly one category, and may also cover others. A split is never guessed. What a category is made of is a list too (`ledger.sub_category`),
            which no line names yet. This table is written from the lists by a test.

            | code | category | made of |
            |---|---|---|

            """);
        foreach (var category in ledger.Lists.Categories)
        {
            section.Append(CultureInfo.InvariantCulture, $"| `{category.Code}` | {category.Name} | {string.Join(" · ", parts[category.Code].Select(part => $"{part.Name} `{part.Code}`"))} |\n");
        }

        var page = await File.ReadAllTextAsync(Repository.File("docs", "methodology.md"));
        var from = page.IndexOf("## Categories\n", StringComparison.Ordinal);
        var to = page.IndexOf("\n## ", from + 1, StringComparison.Ordinal) + 1;
        Repository.IsAsKept(page[..from] + section.ToString().ReplaceLineEndings("\n") + "\n" + page[to..], "docs", "methodology.md");
    }

    [Fact]
    public async Task Only_what_the_donor_did_not_split_has_no_parts()
    {
        await using var context = ledger.Context();
        var divided = await context.SubCategories.Select(part => part.Category).Distinct().ToListAsync();

        Assert.Equal(["MIX", "UND"], ledger.Lists.Categories.Select(category => category.Code).Except(divided));
    }

    [Theory]
    [InlineData("insert into ledger.sub_category values ('AMM-XXX', 'ADS', 'x', 99);", "23514")]
    [InlineData("insert into ledger.sub_category values ('AMM', 'AMM', 'x', 99);", "23514")]
    [InlineData("insert into ledger.sub_category values ('QQQ-XXX', 'QQQ', 'x', 99);", "23503")]
    [InlineData("insert into ledger.sub_category select 'AMM-XXX', category, name, 99 from ledger.sub_category where code = 'AMM-ART';", "23505")]
    [InlineData("update ledger.sub_category set name = name || '!';", null)]
    [InlineData("truncate ledger.sub_category;", null)]
    public async Task What_cannot_be_or_would_change_the_list_is_refused_to_its_owner(string statement, string? state)
    {
        await using var owner = await SqlLedger.ConnectAsync(ledger.Connections.Migrator);

        var refused = await Assert.ThrowsAsync<Npgsql.PostgresException>(() => owner.RunAsync(statement));

        Assert.True(state is null || refused.SqlState == state, refused.Message);
    }
}
