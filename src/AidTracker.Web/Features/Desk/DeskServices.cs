using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.FirstSteps;
using AidTracker.Web.Features.Desk.Preview;
using AidTracker.Web.Features.Desk.Reviewing;
using AidTracker.Web.Features.Desk.SeenMoney;
using AidTracker.Web.Features.Desk.Writing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;

namespace AidTracker.Web.Features.Desk;

/// <summary>What it takes to write, review and publish.</summary>
internal static class DeskServices
{
    /// <summary>Of one message to a circuit, in bytes: a field with <see cref="DraftLimits.Pasted"/> units in UTF-8, and what is around it.</summary>
    private const int LargestMessage = 2_000_000;

    /// <summary>Of a form, in bytes: a text beyond <see cref="DraftLimits.TextBytes"/> still gets a sentence, and stays in its field.</summary>
    private const int LargestForm = 24_000_000;

    public static void AddDesk(this IServiceCollection services, DeskSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<DraftLists>();
        services.AddSingleton<SeenPackages>();
        services.AddSingleton<PreviewDraft>();
        services.AddSingleton<StartDraft>();
        services.AddSingleton<SaveDraft>();
        services.AddSingleton<SubmitDraft>();
        services.AddSingleton<RecallDraft>();
        services.AddSingleton<DiscardDraft>();
        services.AddSingleton<RestoreDraft>();
        services.AddSingleton<ReturnDraft>();
        services.AddSingleton<PublishDraft>();
        services.AddSingleton<CommentOnDraft>();
        services.AddSingleton<RestateAnnouncement>();
        services.AddSingleton<ActOnPackage>();
        services.AddSingleton<PackageChoices>();
        services.AddSingleton<Guides>();
        services.Configure<HubOptions>(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.Configure<FormOptions>(form => form.ValueLengthLimit = LargestForm);
    }
}
