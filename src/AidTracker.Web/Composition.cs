using AidTracker.Web.Data;
using AidTracker.Web.Demonstration;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.Publishing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace AidTracker.Web;

/// <summary>What the application is made of: the same parts in <c>Program</c> and in the tests that run it.</summary>
internal static class Composition
{
    public static void AddAidTracker(this IServiceCollection services, NpgsqlDataSource database, ReferenceLists lists)
    {
        services.AddSingleton(database);
        services.AddLedger(database);
        services.AddSingleton(lists);
        services.AddSingleton<KnownPublications>();
        services.AddSingleton<Comparing>();
        services.AddSingleton<ReportingCurrencies>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<FilterParser>();
        services.AddSingleton<Facets>();
        services.AddSingleton<CurrentHead>();
        services.AddHostedService(provider => provider.GetRequiredService<CurrentHead>());
        services.AddAccounts(database);
    }

    /// <summary>What it takes to publish, without anything to show it.</summary>
    public static void AddLedger(this IServiceCollection services, NpgsqlDataSource database)
    {
        services.AddDbContextFactory<LedgerContext>(options => options.UseLedger(database));
        services.AddSingleton<PublishRevision>();
        services.AddSingleton<LoadDemonstration>();
    }
}
