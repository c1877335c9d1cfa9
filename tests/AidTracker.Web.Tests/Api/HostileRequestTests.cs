using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using AidTracker.Web.Features.Api;
using Xunit.Abstractions;

namespace AidTracker.Web.Tests.Api;

/// <summary>
/// Whatever is asked of the API, it answers or says which parameter it cannot use: it never fails. For more of each operation, and how long
/// the slowest took: <c>AIDTRACKER_REQUESTS=2000 dotnet test --filter HostileRequest --logger "console;verbosity=detailed"</c>.
/// </summary>
public sealed class HostileRequestTests(DemonstrationSite site, ITestOutputHelper log) : IClassFixture<DemonstrationSite>
{
    private static readonly int Requests = int.TryParse(Environment.GetEnvironmentVariable("AIDTRACKER_REQUESTS"), CultureInfo.InvariantCulture, out var asked) ? asked : 120;

    private static readonly string[] Values =
    [
        "", " ", "0", "1", "-1", "2147483648", "99999999999999999999", "1e9", "0.001", "NaN", "null", "true", "2025-06-30", "2025-02-30", "0001-01-01", "9999-12-31", "2024-Q5", "0000", "9999-12",
        "CA", "can", "ZZ", "AMM", "PURL", "none", "all", "'; drop table ledger.entry; --", "\" or 1=1", "%", "_", "\\", "\u0000", "\u0001", "\ud83d\ude80", "ÄÖ", "مرحبا", "＝1", "../../etc/passwd", "<script>", "day", "original",
        "2025-08-25T12:00:00Z", "2025-08-25T12:00:00+99:00", "eyJMaXN0IjoiL3BhY2thZ2VzIn0", "package", "package,title", ",", ":", "5:zz", "1:0000000000000000000000000000000000000000000000000000000000000000",
        new('a', 300), new('9', 500), "\"", "\"air defence\"", "a b c d e f g h i j k l m n o p q r", "-announced", "recorded", "EUR", "XXX",
    ];

    public static TheoryData<string, int> Operations
    {
        get
        {
            var operations = new TheoryData<string, int>();
            foreach (var (operation, seed) in ApiOperations.All.Select((operation, seed) => (operation, seed)))
            {
                operations.Add(operation.Path, seed);
            }

            return operations;
        }
    }

    [Theory, MemberData(nameof(Operations))]
    public async Task It_answers_or_names_the_parameter(string path, int seed)
    {
        var operation = ApiOperations.All.Single(each => each.Path == path);
        var random = new Random(seed);
        var (refused, slowest) = (0, (Address: "", Time: TimeSpan.Zero));
        for (var request = 0; request < Requests; request++)
        {
            var address = Address(operation, random);
            var watch = Stopwatch.StartNew();
            using var response = await site.Client.GetAsync(new Uri(address, UriKind.Relative));
            var body = await response.Content.ReadAsStringAsync();
            slowest = watch.Elapsed > slowest.Time ? (address, watch.Elapsed) : slowest;

            Assert.True((int)response.StatusCode < 500, $"{address} answered {(int)response.StatusCode}");
            if (response.StatusCode is HttpStatusCode.OK)
            {
                using var answer = JsonDocument.Parse(body);
                Assert.True(answer.RootElement.TryGetProperty("data", out _), address);
            }
            else if (response.StatusCode != HttpStatusCode.MovedPermanently)
            {
                using var problem = JsonDocument.Parse(body);
                Assert.All(problem.RootElement.GetProperty("errors").EnumerateArray(), error => Assert.True(
                    error.GetProperty("parameter").GetString()!.Length > 0 && error.GetProperty("sentence").GetString()!.EndsWith('.'), $"{address}: {error}"));
                refused++;
            }
        }

        log.WriteLine($"{Requests} requests, {refused} refused; the slowest took {slowest.Time.TotalMilliseconds:N0} ms: {slowest.Address}");
        Assert.True(refused > 0, "Nothing was hostile.");
    }

    private static string Address(ApiOperation operation, Random random)
    {
        var names = operation.Parameters.Where(parameter => !parameter.IsInPath).ToList();
        var said = new List<string>();
        for (var count = random.Next(5); count > 0; count--)
        {
            if (names.Count == 0 || random.Next(12) == 0)
            {
                said.Add($"{Uri.EscapeDataString(Value(random))}={Uri.EscapeDataString(Value(random))}");
                continue;
            }

            var parameter = names[random.Next(names.Count)];
            // Most of the time something that could be meant, so that not everything is refused at the door.
            var value = random.Next(2) == 0 && parameter.Example.Length > 0 ? parameter.Example : Value(random);
            said.Add($"{parameter.Name}={Uri.EscapeDataString(value)}");
        }

        // The server itself refuses a path with a NUL in it.
        var slug = random.Next(3) == 0 ? ApiParameter.Of("slug").Example : Uri.EscapeDataString(Value(random).Replace("\0", "x", StringComparison.Ordinal) + "x");
        return ApiOperation.Root + operation.Path.Replace("{slug}", slug, StringComparison.Ordinal) + (said.Count == 0 ? "" : "?" + string.Join('&', said));
    }

    private static string Value(Random random) => Values[random.Next(Values.Length)];
}
