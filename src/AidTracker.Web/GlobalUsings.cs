// Nearly everything that is shown or sent is read through these rooms: an address, its filter, a query, rows, sums.
global using AidTracker.Web.Reading.Filters;
global using AidTracker.Web.Reading.Lists;
global using AidTracker.Web.Reading.Pivots;
global using AidTracker.Web.Reading.Points;
global using AidTracker.Web.Reading.Rows;
global using AidTracker.Web.Reading.Sums;
