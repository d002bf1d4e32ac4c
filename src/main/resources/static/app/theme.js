// Before anything is drawn, so that nobody sees the other theme first.
{
    const root = document.documentElement;
    const kept = localStorage.getItem("interim.theme");
    root.dataset.theme = kept === "light" || kept === "dark" ? kept : "auto";
}
