# The works in data.table, on as many of its threads as are asked for.
#
#   Rscript data_table_works.R --data FOLDER --work W3 [--runs 5] [--threads 1]
#
# Prints one line of JSON with the milliseconds and the checksums, as the programs in C++ do.
suppressPackageStartupMessages(library(data.table))

FIRST_DAY <- 16071L
DAYS <- 3652L
MONTHS <- 120L
UNITS <- 300L
MONTH_ENDS <- as.integer(seq(as.Date("2014-02-01"), by = "month", length.out = MONTHS) - 1L)
# The month of each day from the first, 120 for a year beyond the last.
MONTH_OF_DAY <- findInterval(FIRST_DAY + 0:(DAYS + 365L), MONTH_ENDS + 1L)
months_of <- function(days) MONTH_OF_DAY[days - (FIRST_DAY - 1L)]

# A column by its file's name. The least int32 is R's missing integer; times fit the lower half of an int64, whose
# upper half is that one where they are missing.
column <- function(folder, file) {
  path <- file.path(folder, file)
  type <- sub(".*\\.", "", file)
  bytes <- file.size(path)
  read <- function(what, size, ...) readBin(path, what, bytes / size, size, endian = "little", ...)
  switch(type,
    u8 = read("integer", 1, signed = FALSE),
    u16 = read("integer", 2, signed = FALSE),
    i32 = read("integer", 4),
    f64 = read("double", 8),
    i64 = {
      halves <- matrix(read("integer", 4), nrow = 2)
      fifelse(is.na(halves[2, ]), NA_integer_, halves[1, ])
    })
}

by_month <- function(values, prefix) {
  by_row <- matrix(values, nrow = 36)
  columns <- lapply(1:36, function(month) by_row[month, ])
  setNames(columns, paste0(prefix, 0:35))
}

millionths <- function(values) sum(floor(values[!is.na(values)] * 1e6))
weighed <- function(values) sum(values * ((seq_along(values) - 1) %% 1009 + 1), na.rm = TRUE)
share_checksums <- function(cells) {
  there <- cells[whole != 0]
  c(weighed(as.numeric(cells$whole)), weighed(as.numeric(cells$part)), millionths(there$part / there$whole))
}
grid <- CJ(unit = 0:(UNITS - 1L), month = 0:(MONTHS - 1L))
on_grid <- function(counts) {
  cells <- counts[grid, on = .(unit, month)]
  for (name in c("whole", "part")) set(cells, which(is.na(cells[[name]])), name, 0L)
  cells
}

works <- list(
  W1 = function(at) {
    pairs <- data.table(likelihood = at("w1_likelihood.u8"), severity = at("w1_severity.u8"))
    bands <- c(0L, 1L, 1L, 1L, 2L, 2L, 2L, 0L, 0L, 3L, 3L, 3L, 3L, 0L, 0L, 0L, 0L)
    list(
      run = function() {
        pairs[, band := bands[likelihood * severity + 1L]]
        pairs[, .N, by = band]
      },
      checksums = function(counts) {
        c(sapply(0:3, function(level) sum(counts[band == level, N])), weighed(as.numeric(pairs$band)))
      })
  },
  W2 = function(at) {
    nan_is_missing <- function(values) fifelse(is.nan(values), NA_real_, values)
    numerator <- by_month(nan_is_missing(at("w2_numerator.f64")), "n")
    denominator <- by_month(nan_is_missing(at("w2_denominator.f64")), "d")
    series <- setDT(c(numerator, denominator))
    list(
      run = function() {
        result <- list()
        months <- c(lapply(0:8, function(i) 4 * i + 0:3), lapply(0:2, function(i) 12 * i + 0:11))
        add <- function(columns) Reduce(`+`, columns)
        for (period in seq_along(months)) {
          n <- series[, paste0("n", months[[period]]), with = FALSE]
          d <- series[, paste0("d", months[[period]]), with = FALSE]
          count <- add(lapply(n, function(column) !is.na(column)))
          total <- add(lapply(n, fcoalesce, 0))
          upper <- add(Map(function(a, b) fifelse(is.na(a + b), 0, a), n, d))
          lower <- add(Map(function(a, b) fifelse(is.na(a + b), 0, b), n, d))
          result[[period]] <- list(
            total = fifelse(count > 0, total, NA_real_), mean = total / count,
            last = do.call(fcoalesce, rev(as.list(n))), ratio = upper / lower)
        }
        result
      },
      checksums = function(result) {
        together <- lapply(c("total", "mean", "last", "ratio"), function(name) {
          values <- c(do.call(rbind, lapply(result, `[[`, name)))
          fifelse(is.nan(values), NA_real_, values)
        })
        c(weighed(4 * together[[1]]), millionths(together[[2]]), sum(4 * together[[3]], na.rm = TRUE),
          millionths(together[[4]]), sum(is.na(together[[1]])) + sum(is.na(together[[4]])))
      })
  },
  W3 = function(at) {
    episodes <- data.table(start = at("w3_start.i32"), end = at("w3_end.i32"), unit = at("w3_unit.u16"))
    list(
      run = function() {
        ends <- months_of(fcoalesce(episodes$end, FIRST_DAY + DAYS))
        late <- pmin(months_of(episodes$start + 184L), ends)
        begun <- episodes[, .(whole = .N, part = 0L), by = .(unit, month = months_of(start))]
        grown <- episodes[, .(whole = 0L, part = .N), by = .(unit, month = late)]
        ended <- episodes[, .(whole = -.N, part = -.N), by = .(unit, month = ends)]
        changes <- rbindlist(list(begun, grown, ended))[, .(whole = sum(whole), part = sum(part)), by = .(unit, month)]
        on_grid(changes)[, .(month, whole = cumsum(whole), part = cumsum(part)), by = unit]
      },
      checksums = share_checksums)
  },
  W4 = function(at) {
    reports <- data.table(reported = at("w4_reported.i64"), assessed = at("w4_assessed.i64"), unit = at("w4_unit.u16"))
    list(
      run = function() {
        in_time <- fcoalesce(reports$assessed - reports$reported <= 86400L, FALSE)
        on_grid(reports[, .(unit, month = months_of(reported %/% 86400L), in_time)][
          , .(whole = .N, part = sum(in_time)), by = .(unit, month)])
      },
      checksums = share_checksums)
  },
  W5 = function(at) {
    episodes <- data.table(person = at("w5_person.i32"), start = at("w5_start.i32"), end = at("w5_end.i32"),
                           unit = at("w5_unit.u16"))
    list(
      run = function() {
        starts <- episodes[, .(person, start)]
        setkey(starts, person, start)
        ended <- episodes[end <= FIRST_DAY + DAYS - 1L - 365L, .(person, after = end + 1L, unit, month = months_of(end))]
        # The next start from the day after the end, where there is one within 364 days of that.
        ended[, again := starts[ended, on = .(person, start = after), roll = -364, mult = "first", which = TRUE]]
        on_grid(ended[, .(whole = .N, part = sum(is.na(again))), by = .(unit, month)])
      },
      checksums = share_checksums)
  },
  W6 = function(at) {
    unit <- at("w6_unit.u16")
    contacts <- data.table(person = at("w6_person.i32"), day = at("w6_day.i32"))
    list(
      run = function() {
        sapply(tail(MONTH_ENDS, 12), function(end) {
          frequent <- contacts[day >= end - 364L & day <= end, .N, by = person][N >= 4L, person]
          tabulate(unit[frequent + 1L] + 1L, UNITS)
        })
      },
      checksums = function(frequent) {
        persons <- tabulate(unit + 1L, UNITS)
        there <- persons > 0
        c(weighed(as.numeric(t(frequent))), millionths(frequent[there, ] / persons[there]))
      })
  },
  W7 = function(at) {
    value <- setDT(by_month(at("w7_value.f64"), "x"))
    list(
      run = function() {
        moves <- Map(`-`, value[, 2:36], value[, 1:35])
        mean <- Reduce(`+`, value) / 36
        moving <- Reduce(`+`, lapply(moves, abs)) / 35
        lower <- mean - 2.66 * moving
        upper <- mean + 2.66 * moving
        in_run <- function(held, points) {
          result <- held
          for (i in seq_along(held)) {
            result[[i]] <- if (i < points) FALSE else Reduce(`&`, held[(i - points + 1):i])
          }
          result
        }
        above <- in_run(lapply(value, `>`, mean), 8)
        below <- in_run(lapply(value, `<`, mean), 8)
        rising <- c(list(FALSE), in_run(lapply(moves, `>`, 0), 5))
        falling <- c(list(FALSE), in_run(lapply(moves, `<`, 0), 5))
        flags <- lapply(1:36, function(i) {
          point <- value[[i]]
          (point < lower | point > upper) + 2L * (above[[i]] | below[[i]]) + 4L * (rising[[i]] | falling[[i]])
        })
        list(mean = mean, moving = moving, lower = lower, upper = upper, flags = flags)
      },
      checksums = function(result) {
        flags <- c(do.call(rbind, result$flags))
        c(sapply(result[1:4], millionths), sapply(c(1L, 2L, 4L), function(flag) sum(bitwAnd(flags, flag) != 0L)),
          weighed(as.numeric(flags)))
      })
  },
  W8 = function(at, folder) {
    path <- file.path(folder, "w8_rows.csv")
    list(
      run = function() {
        fread(path, sep = ";", dec = ",", quote = "", header = FALSE, na.strings = "u.s.",
              col.names = c("unit", "month", "numerator", "denominator"),
              colClasses = c("integer", "character", "numeric", "integer"), showProgress = FALSE)
      },
      checksums = function(rows) {
        months <- rows[, .N, by = month]
        c(nrow(rows), sum(as.numeric(rows$unit)), sum(as.numeric(sub("-", "", months$month)) * months$N),
          sum(4 * rows$numerator, na.rm = TRUE), sum(as.numeric(rows$denominator), na.rm = TRUE),
          sum(is.na(rows$numerator)) + sum(is.na(rows$denominator)))
      })
  })

words <- commandArgs(trailingOnly = TRUE)
option <- function(name, otherwise = NULL) {
  place <- match(paste0("--", name), words)
  if (is.na(place)) otherwise else words[place + 1]
}
folder <- option("data")
name <- option("work")
threads <- as.integer(option("threads", "1"))
setDTthreads(threads)
at <- function(file) column(folder, file)
work <- if (name == "W8") works$W8(at, folder) else works[[name]](at)
result <- work$run()
milliseconds <- sapply(seq_len(as.integer(option("runs", "5"))), function(i) {
  begin <- proc.time()[["elapsed"]]
  result <<- work$run()
  (proc.time()[["elapsed"]] - begin) * 1e3
})
cat(sprintf('{"work": "%s", "program": "data.table", "threads": %d, "milliseconds": [%s], "checksums": [%s]}\n',
            name, threads, paste(sprintf("%.3f", milliseconds), collapse = ", "),
            paste(sprintf("%.0f", work$checksums(result)), collapse = ", ")))
