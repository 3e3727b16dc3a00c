(() => {
  const root = document.documentElement;
  const apply = () => {
    let theme;
    try {
      theme = JSON.parse(localStorage.getItem("gantry-settings") || "{}").theme;
    } catch {}
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply();
  document.addEventListener("astro:after-swap", apply);
})();
