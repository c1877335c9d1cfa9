namespace AidTracker.Web.Hosting;

/// <summary>Why the application does not start: one sentence that says what is wrong and what to do.</summary>
public sealed class StartupRefusedException : Exception
{
    public StartupRefusedException(string sentence)
        : base(sentence)
    {
    }

    public StartupRefusedException(string sentence, Exception cause)
        : base(sentence, cause)
    {
    }
}
