using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace AidTracker.Web.Tests.Hosting;

public sealed class InProcessTests
{
    [Fact]
    public async Task The_application_runs_inside_a_test_as_it_does_alone()
    {
        using var scratch = await Scratch.WithLedgerAsync();
        await using (var application = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host
            .UseSetting("DataFolder", scratch.Data)
            // Nothing listens here, but any other port is looked at.
            .UseSetting("urls", "http://127.0.0.1:0")))
        {
            using var client = application.CreateClient();
            Assert.Equal("{\"status\":\"ready\"}", await client.GetStringAsync("/health/ready"));
        }

        await Scratch.UntilAsync(() => Scratch.Postmasters(scratch.Cluster).Count == 0, "the server has stopped");
    }
}
