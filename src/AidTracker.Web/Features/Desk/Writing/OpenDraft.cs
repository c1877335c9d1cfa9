using AidTracker.Web.Features.Accounts;
using AidTracker.Web.Features.Desk.Drafts;
using AidTracker.Web.Features.Desk.Preview;

namespace AidTracker.Web.Features.Desk.Writing;

/// <summary>
/// A draft in a window: what is typed, saved within <see cref="Pause"/> of the first change, and looked at after each save. A save that
/// comes from a version that is no longer the last overwrites nothing; both are then kept until the editor chooses.
/// </summary>
public sealed class OpenDraft(DraftLists lists, SaveDraft save, PreviewDraft preview, SignedIn who, Guid id) : IAsyncDisposable
{
    /// <summary>From a change to its save: half of the two seconds that are promised.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(900);

    private readonly Dictionary<int, string> texts = [];
    private readonly Dictionary<int, string> changedTexts = [];
    private readonly SemaphoreSlim oneAtATime = new(1);
    private readonly CancellationTokenSource closing = new();
    private bool changed;
    private Task saving = Task.CompletedTask;

    /// <summary>Told whenever there is something new to show.</summary>
    public Func<Task>? Shown { get; set; }

    public DraftForm Form { get; private set; } = new();

    public Draft? Stored { get; private set; }

    public DraftPreview? Preview { get; private set; }

    /// <summary>What somebody else saved, while this window holds something else; null while there is no such thing.</summary>
    public Draft? Theirs { get; private set; }

    /// <summary>A sentence about what could not be done; null where all is well.</summary>
    public string? Trouble { get; private set; }

    public IReadOnlyDictionary<int, string> Texts => texts;

    /// <summary>Whether what is typed is stored.</summary>
    public bool IsSaved => !changed && Theirs is null;

    public SignedIn Who => who;

    /// <returns>False where there is no such draft, or it cannot be changed by this person.</returns>
    public async Task<bool> LoadAsync()
    {
        if (await lists.FindAsync(id) is not { Draft: { IsOpen: true } draft } file || draft.Author != who.Person)
        {
            return false;
        }

        (Stored, Form, Theirs, changed) = (draft, draft.Form, null, false);
        texts.Clear();
        foreach (var (source, text) in file.Texts)
        {
            texts[source] = text;
        }

        await LookAsync();
        return true;
    }

    /// <summary>To be called after each change of <see cref="Form"/>.</summary>
    public void Changed()
    {
        changed = true;
        if (saving.IsCompleted)
        {
            saving = SaveSoonAsync();
        }
    }

    public void ChangeText(int source, string text)
    {
        (texts[source], changedTexts[source]) = (text, text);
        Changed();
    }

    /// <summary>Takes a source's text away.</summary>
    public void DropText(int source)
    {
        if (texts.Remove(source))
        {
            changedTexts[source] = "";
        }
    }

    /// <summary>Stores what is typed, now.</summary>
    /// <param name="seenRevision">The package's revision that the editor has looked at; null where that stays.</param>
    public async Task SaveAsync(int? seenRevision = null)
    {
        await oneAtATime.WaitAsync();
        try
        {
            if ((!changed && seenRevision is null) || Theirs is not null || Stored is null)
            {
                return;
            }

            changed = false;
            var sent = new Dictionary<int, string>(changedTexts);
            changedTexts.Clear();
            try
            {
                var outcome = await save.RunAsync(who, id, Stored.Version, Form, sent, seenRevision);
                (Theirs, Stored) = outcome.IsStale ? (outcome.Saved, Stored) : (null, outcome.Saved);
                Trouble = outcome.IsStale ? DeskSentences.Stale(outcome.Saved.SavedAt).ToString() : null;
            }
            catch (Exception refused)
            {
                // What is typed stays typed, and goes with the next save.
                changed = true;
                foreach (var (source, text) in sent)
                {
                    changedTexts.TryAdd(source, text);
                }

                Trouble = refused switch
                {
                    DeskRefusal or NotPermittedException => refused.Message,
                    _ => DeskSentences.NotSaved().ToString(),
                };
            }
        }
        finally
        {
            oneAtATime.Release();
        }

        await LookAsync();
    }

    /// <summary>Overwrites what was saved elsewhere with what is in this window.</summary>
    public Task KeepMineAsync()
    {
        (Stored, Theirs, Trouble) = (Theirs ?? Stored, null, null);
        changed = true;
        return SaveAsync();
    }

    /// <summary>Takes what was saved elsewhere, and lets go of what is in this window.</summary>
    public Task<bool> TakeTheirsAsync()
    {
        Trouble = null;
        return LoadAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await saving;
        // The window is gone; what was typed last is not.
        await SaveAsync();
        closing.Dispose();
        oneAtATime.Dispose();
    }

    private async Task SaveSoonAsync()
    {
        while (changed && Theirs is null && !closing.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, closing.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await SaveAsync();
        }
    }

    private async Task LookAsync()
    {
        if (Stored is null)
        {
            return;
        }

        try
        {
            Preview = await preview.ReadAsync(id, who.Name, Form, texts, Stored.SeenRevision);
        }
        catch (Exception failed) when (failed is Npgsql.NpgsqlException or TimeoutException or InvalidOperationException)
        {
            Trouble ??= DeskSentences.NotSaved().ToString();
        }

        if (Shown is not null)
        {
            await Shown();
        }
    }
}
