using System.Linq.Expressions;

namespace AidTracker.Web.Reading.Rows;

/// <summary>Puts expressions together, so that a rule that is written once serves a query, a filter and a grouping.</summary>
internal static class Expressions
{
    /// <summary>The second of what the first says.</summary>
    public static Expression<Func<T, TResult>> Then<T, TMiddle, TResult>(this Expression<Func<T, TMiddle>> first, Expression<Func<TMiddle, TResult>> second) =>
        Expression.Lambda<Func<T, TResult>>(second.Body.With(second.Parameters[0], first.Body), first.Parameters);

    /// <summary>The expression with another in the place of a parameter.</summary>
    public static Expression With(this Expression body, ParameterExpression parameter, Expression value) => new Replacement(parameter, value).Visit(body);

    private sealed class Replacement(ParameterExpression parameter, Expression value) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? value : node;
    }
}
