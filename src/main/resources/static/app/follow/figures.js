// The numbers that a column can have: where each stands in a snapshot. Shared with the worker.

const read = (path, name) => column => column[path]?.[name] ?? null;
const quantile = rank => column => column.numeric?.quantiles?.values?.[rank] ?? null;

/** All figures that have a history, in the order in which they are shown. */
export const FIGURES = [
    { key: "mean", label: "Mean", of: read("numeric", "mean") },
    { key: "stddev", label: "Std. deviation", of: read("numeric", "stddev") },
    { key: "min", label: "Minimum", of: read("numeric", "min") },
    { key: "median", label: "Median", of: quantile("0.5"), isRank: true },
    { key: "max", label: "Maximum", of: read("numeric", "max") },
    { key: "distinct", label: "Distinct values", of: read("distinct", "estimate"), isCount: true },
    { key: "nulls", label: "Without value", of: column => column.nulls, isCount: true },
    { key: "sum", label: "Sum", of: read("numeric", "sum") },
    { key: "variance", label: "Variance", of: read("numeric", "variance") },
    { key: "skewness", label: "Skewness", of: read("numeric", "skewness") },
    { key: "kurtosis", label: "Excess kurtosis", of: read("numeric", "kurtosis") },
    { key: "zeros", label: "Zeros", of: read("numeric", "zeros"), isCount: true },
    { key: "negatives", label: "Negative", of: read("numeric", "negatives"), isCount: true },
    { key: "q001", label: "0.1 % quantile", of: quantile("0.001"), isRank: true },
    { key: "q01", label: "1 % quantile", of: quantile("0.01"), isRank: true },
    { key: "q05", label: "5 % quantile", of: quantile("0.05"), isRank: true },
    { key: "q10", label: "10 % quantile", of: quantile("0.1"), isRank: true },
    { key: "q25", label: "25 % quantile", of: quantile("0.25"), isRank: true },
    { key: "q75", label: "75 % quantile", of: quantile("0.75"), isRank: true },
    { key: "q90", label: "90 % quantile", of: quantile("0.9"), isRank: true },
    { key: "q95", label: "95 % quantile", of: quantile("0.95"), isRank: true },
    { key: "q99", label: "99 % quantile", of: quantile("0.99"), isRank: true },
    { key: "q999", label: "99.9 % quantile", of: quantile("0.999"), isRank: true },
    { key: "minLength", label: "Shortest", of: read("text", "minLength"), isCount: true },
    { key: "meanLength", label: "Mean length", of: read("text", "meanLength") },
    { key: "maxLength", label: "Longest", of: read("text", "maxLength"), isCount: true },
    { key: "trues", label: "True", of: column => column.trues ?? null, isCount: true },
];

/** The place of a figure in the list. */
export const PLACE = Object.fromEntries(FIGURES.map((figure, place) => [figure.key, place]));
