using AidTracker.Web;
using AidTracker.Web.Data;
using AidTracker.Web.Demonstration;
using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Accounts.Links;
using AidTracker.Web.Features.Api;
using AidTracker.Web.Features.Backups;
using AidTracker.Web.Features.Checks;
using AidTracker.Web.Features.Compare;
using AidTracker.Web.Features.DataPackage;
using AidTracker.Web.Features.Desk;
using AidTracker.Web.Features.Embeds;
using AidTracker.Web.Features.Export;
using AidTracker.Web.Features.Feed;
using AidTracker.Web.Features.Publishing;
using AidTracker.Web.Features.Rates;
using AidTracker.Web.Features.ReadTexts;
using AidTracker.Web.Features.Reports.Files;
using AidTracker.Web.Features.Snapshots;
using AidTracker.Web.Features.Transparency;
using AidTracker.Web.Features.Webhooks;
using AidTracker.Web.Hosting;
using AidTracker.Web.Shell.Frame;
using Microsoft.AspNetCore.DataProtection;
using Npgsql;

return args switch
{
    ["verify", .. var rest] => await Launch.RunAsync(launch => VerifyCommand.RunAsync(rest, launch.Stop)),
    ["check", .. var rest] => await Launch.RunAsync(launch => CheckCommand.RunAsync(rest, launch.Stop)),
    ["rates", .. var rest] => await Launch.RunAsync(launch => RatesCommand.RunAsync(rest, launch.Stop)),
    ["publish", .. var rest] => await Launch.RunAsync(launch => PublishCommand.RunAsync(rest, launch.Stop)),
    ["read", .. var rest] => await Launch.RunAsync(launch => ReadCommand.RunAsync(rest, launch.Stop)),
    ["snapshot", .. var rest] => await Launch.RunAsync(launch => SnapshotCommand.RunAsync(rest, launch.Stop)),
    ["backup", .. var rest] => await Launch.RunAsync(launch => BackupCommand.RunAsync(rest, launch.Stop)),
    ["restore", .. var rest] => await Launch.RunAsync(launch => RestoreCommand.RunAsync(rest, launch.Stop)),
    ["link", .. var rest] => await Launch.RunAsync(launch => LinkCommand.RunAsync(rest, launch.Stop)),
    _ => await Launch.RunAsync(ServeAsync),
};

async Task ServeAsync(Launch launch)
{
    // Everything that is read lies beside the program, wherever it is started from.
    var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
    builder.WebHost.UseStaticWebAssets();

    var settings = Settings.Read(builder.Configuration);
    Listening.Choose(builder);
    var dataFolder = await DataFolder.PrepareAsync(settings.DataFolder, launch.Stop);
    var logs = launch.Logs = Logs.Open(dataFolder, builder.Configuration);
    logs.WriteThrough(builder);

    // The database: the operator's own, or a private one that lives as long as this process.
    await using var postgres = settings.Connections is null
        ? await PrivatePostgres.StartAsync(dataFolder, settings.PostgresBinaries, logs.Log, launch.Stop)
        : null;
    var connections = settings.Connections ?? postgres!.Connections;
    await using var database = Database.Open(connections.Application);
    await Health.RequireAnswerAsync(database, launch.Stop);
    await Database.MigrateAsync(connections.Migrator, logs.Log, launch.Stop);
    await Database.RequireHarmlessRoleAsync(database, launch.Stop);

    builder.Services.AddAidTracker(database, await Database.ReadListsAsync(database, launch.Stop));
    builder.Services.AddSingleton(new AccountSettings(settings.RequireSecondFactor));
    builder.Services.AddTransparency(dataFolder);
    builder.Services.AddRates(settings.Rates);
    builder.Services.AddChecks();
    builder.Services.AddWebhooks(WebhookSettings.Read(builder.Configuration));
    if (settings.MonthlySnapshots)
    {
        builder.Services.AddHostedService<MonthlySnapshots>();
    }

    builder.Services.AddDesk(DeskSettings.Read(builder.Configuration));
    builder.Services.AddReports();
    builder.Services.AddEmbeds();
    builder.Services.AddPages();
    Limits.Add(builder.Services, settings.Limits);
    builder.Services.AddDataProtection()
        .SetApplicationName("AidTracker")
        .PersistKeysToFileSystem(DataFolder.Keys(dataFolder));

    await using var app = builder.Build();
    if (settings.Demo)
    {
        await app.Services.GetRequiredService<LoadDemonstration>().RunAsync(launch.Stop);
    }

    // Makes up for what an earlier run could not witness.
    await app.Services.GetRequiredService<Checkpoints>().AppendAsync();

    app.UseMiddleware<RequestLog>();
    app.UseMiddleware<SecurityHeaders>();
    app.UseApi();
    app.UseRateLimiter();
    app.MapStaticAssets();
    app.MapHealth();
    app.MapExports();
    app.MapComparison();
    app.MapReports();
    app.MapEmbeds();
    app.MapApi();
    app.MapFeed();
    app.MapDataPackage();
    app.MapTransparency();
    app.MapAccounts();
    app.MapPages();

    await Listening.StartAsync(app, launch.Stop);
    logs.StartupIsOver();
    await app.Services.GetRequiredService<FirstAdministrator>().InviteAsync(Listening.OneAddress(app), launch.Stop);
    HostingLog.Ready(logs.Log, Listening.Addresses(app));
    Console.WriteLine($"AidTracker is ready: {Listening.Addresses(app)}");
    await app.WaitForShutdownAsync();
    HostingLog.Stopped(logs.Log);
}
