using System.Text.RegularExpressions;
using AidTracker.Web.Hosting;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed partial class SettingsTests
{
    [Fact]
    public void Without_settings_there_is_a_private_database_in_the_current_folder_and_no_demonstration()
    {
        var settings = Read();
        Assert.Equal(Path.GetFullPath(".data"), settings.DataFolder);
        Assert.False(settings.Demo);
        Assert.Null(settings.Connections);
    }

    [Theory]
    [InlineData("ConnectionStrings:AidTracker")]
    [InlineData("ConnectionStrings:Migrator")]
    public void One_connection_string_alone_is_refused(string only)
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => Read((only, "Host=db;Username=u;Database=d")));
        Assert.Contains("set both", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("Host=db;Colour=blue;Password=hunter2")]
    [InlineData("Host=db;Port=hunter2")]
    [InlineData("Database=d;Password=hunter2")]
    public void A_malformed_connection_string_is_refused_without_repeating_it(string malformed)
    {
        var refusal = Assert.Throws<StartupRefusedException>(() =>
            Read(("ConnectionStrings:AidTracker", malformed), ("ConnectionStrings:Migrator", "Host=db;Username=u")));
        Assert.Contains("ConnectionStrings:AidTracker", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Empty_values_mean_unset()
    {
        var settings = Read(("ConnectionStrings:AidTracker", ""), ("ConnectionStrings:Migrator", " "), ("Demo", ""), ("DataFolder", ""));
        Assert.Null(settings.Connections);
        Assert.False(settings.Demo);
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("False", false)]
    public void Demo_is_true_or_false(string value, bool expected) => Assert.Equal(expected, Read(("Demo", value)).Demo);

    [Fact]
    public void Demo_is_nothing_else()
    {
        var refusal = Assert.Throws<StartupRefusedException>(() => Read(("Demo", "yes\nplease")));
        Assert.Equal("Demo is yes\\u000aplease, which is neither true nor false.", refusal.Message);
    }

    [Fact]
    public void Rates_are_fetched_from_an_https_address_and_only_where_one_is_given()
    {
        Assert.Null(Read().Rates);
        Assert.Equal(new RateSchedule(new Uri("https://example.org/r.zip"), TimeSpan.FromHours(24)), Read(("Rates:Address", "https://example.org/r.zip")).Rates);
        Assert.Equal(TimeSpan.FromHours(168), Read(("Rates:Address", "https://example.org/r.zip"), ("Rates:EveryHours", "168")).Rates!.Every);
        Assert.Equal("Rates:Address is http://example.org/r.zip, which is not an https address.", Assert.Throws<StartupRefusedException>(() => Read(("Rates:Address", "http://example.org/r.zip"))).Message);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("169")]
    [InlineData("1.5")]
    [InlineData("daily")]
    public void Hours_between_fetches_are_a_whole_number_with_bounds(string hours) =>
        Assert.Equal($"Rates:EveryHours is {hours}, which is not a whole number from 1 to 168.", Assert.Throws<StartupRefusedException>(() => Read(("Rates:EveryHours", hours))).Message);

    [Fact]
    public void Every_setting_is_in_the_documentation()
    {
        var read = File.ReadAllText(Repository.File("src", "AidTracker.Web", "Hosting", "Settings.cs"));
        var settings = SettingName().Matches(read).Select(match => match.Groups[1].Value).Distinct().ToList();

        Assert.Contains("Rates:EveryHours", settings);
        Assert.All(settings, setting => Assert.Contains($"| `{setting}` |", File.ReadAllText(Repository.File("docs", "operations.md")), StringComparison.Ordinal));
    }

    [GeneratedRegex("\"((?:ConnectionStrings:|Postgres:|Rates:|Limits:|Snapshots:|Accounts:)[A-Za-z]+|DataFolder|Demo)\"")]
    private static partial Regex SettingName();

    private static Settings Read(params (string Key, string Value)[] settings) => Settings.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build());
}
