using System.Text.RegularExpressions;
using AidTracker.Web.Tests.Hosting;

namespace AidTracker.Web.Tests.Checks;

/// <summary>The command as an operator runs it: a process, its exit status and what it says.</summary>
public sealed partial class CheckCommandTests
{
    /// <summary>The demonstration data has notes, which docs/demonstration-data.md lists, and no mistake.</summary>
    [Fact]
    public async Task The_demonstration_data_has_no_mistake()
    {
        var ledger = new DemonstrationLedger();
        await ledger.InitializeAsync();

        var (status, output, errors) = await RunAsync(
            $"--ConnectionStrings:AidTracker={ledger.Connections.Application}", $"--ConnectionStrings:Migrator={ledger.Connections.Migrator}");

        Assert.Equal((0, ""), (status, errors));
        Assert.Matches("\nChecked at the head [0-9]+:[0-9a-f]{64}: no mistakes, [0-9]+ notes\\.\n$", output);
        var explained = await File.ReadAllTextAsync(Repository.File("docs", "demonstration-data.md"));
        Assert.All(Found().Matches(output).Select(found => found.Groups[1].Value), name => Assert.Contains($"`{name}`", explained, StringComparison.Ordinal));
        await ledger.DisposeAsync();
    }

    [Theory]
    [InlineData("check does not know onyl: it takes --only", "--onyl", "overlap")]
    [InlineData("There is no check named overlaps: --only takes one of before-the-first, bundle, ", "--only", "overlaps")]
    public async Task What_cannot_be_meant_is_refused_in_a_sentence(string sentence, params string[] arguments)
    {
        var (status, output, errors) = await RunAsync(arguments);

        Assert.Equal((1, ""), (status, output));
        Assert.StartsWith(sentence, errors, StringComparison.Ordinal);
    }

    internal static Task<(int Status, string Output, string Errors)> RunAsync(params string[] arguments) => RunningApplication.RunAsync(["check", .. arguments]);

    [GeneratedRegex("^([-a-z]+) \\(note\\): [1-9]", RegexOptions.Multiline)]
    private static partial Regex Found();
}
