(() => {
  const root = document.documentElement;
  const apply = () => {
    try {
      const sizes = JSON.parse(localStorage.getItem("gantry-dividers") || "{}");
      for (const name of ["--prose", "--see", "--prose-mid", "--see-free", "--dock"]) {
        if (/^[\d.]+(fr|dvh)$/.test(sizes[name])) root.style.setProperty(name, sizes[name]);
      }
    } catch {}
  };
  apply();
  document.addEventListener("astro:after-swap", apply);
})();
