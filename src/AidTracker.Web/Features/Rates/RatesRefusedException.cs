using System.Globalization;

namespace AidTracker.Web.Features.Rates;

/// <summary>Why a file of rates is not loaded, none of it: one sentence, with the place where there is one.</summary>
public sealed class RatesRefusedException : Exception
{
    public RatesRefusedException(string sentence, Exception? cause = null)
        : base(sentence, cause)
    {
    }

    /// <param name="line">From 1.</param>
    /// <param name="column">Of a table the cell, of XML the character; from 1.</param>
    public RatesRefusedException(int line, int column, string wrong)
        : base(string.Create(CultureInfo.InvariantCulture, $"Line {line}, column {column}: {wrong}"))
    {
    }
}
