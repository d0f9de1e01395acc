// qr-samples.mjs -- QR codes that libqrencode 4.1.1 made, of several versions, levels of correction and kinds of text:
// the modules row by row, a bit each, in base64.

const MADE = [
    {
        version: 1, level: "H",
        text: "A:12",
        bits: "/kv8FxBumrt0ddugLsFFB/qv4BcADyMTKImDjHdq3RUvxgBNJ/vJkFRpusm90druivkEaV/g44A=",
    },
    {
        version: 2, level: "L",
        text: "USHER 0123456789",
        bits: "/i8/wVPQboNLt11l26Qa7BbBB/qq/gDlAPvQ1XQXtOXp4r2RoY9+tz5EDXLIYNN4ZWSLMP2AV0T/qetwTbGrqr/N1wG262Sb" +
            "BSa4/vCEgA==",
    },
    {
        version: 5, level: "Q",
        text: "Ticket 4711 / 2026-11-21 / 가나다 좌석",
        bits: "/vYqO/wS80PQbrrjDrt1j9xl26Q6Iy7BT7mBB/qqqq/gG7CbAFfyaKdt7X04piPIFiJWK0B97Ln2zajvhsmS0xgfVww8gL8O" +
            "46KmDiBuKesMk2qV2cyFn2NB8gQ99Xu9qqRNMKMbXr9riEes8YuxvmaDq/BACMuAqv6FBsC6SvOSb/LTq/mAaTw0d/sENSuQ" +
            "XkdXFLpGGa+N1SCvDa6SfHVzBbA/Zc/htD1TgA==",
    },
    {
        version: 7, level: "M",
        text: "emNy9TLICzlHcujWNhbDhiYVnlvLrx.fWf8jLmAlnY02k35UdnhFKF7j8rSZI0Z4jXt3pZpMHdjePqWl6DFtKkpCpkpT0JlY" +
            "4lRgwUqBuF6Vuu",
        bits: "/ocrMov8E/H4mpBusubdFLt0+rastdumMP93rsFTdG+hB/qqqqqv4Am1GJIAozkf6oErhhTaZqpt29p2xNIyVkpJ1ai1Yp5P" +
            "SthVs2ZqEt2ZU487Na/2+3CwSve/fP6cTbg+LoGKvzt4+lOzTynQnYT9S/yK/aR6rHCsdit966IqsxnJFRUZH4h/7s/mKs5a" +
            "Isp9zT80NOJJJXaL2Zdgge3dpBZ2x2ogLJscv6br+i+XOZ0Y82ZDSLBKxoDO4kPC743j2r7z1eobFamrS/qr+wBUbEpkd/sb" +
            "qq/rcEEfFR8Yulb/qu+V0PMCYkpuomyo2jME1Hx7WQ/qUOi7kIA=",
    },
    {
        version: 7, level: "M", // a ticket's
        text: "EFVTCAL7ELRHTMD4YOMMJXAMBQDTTDYBP4ROE6NQPTBZRRG4BQGAOOMQIEYTETWH3OENLJ4ELCIZ2WR37E7PVULGDSORJOFP5ETI" +
            "RTGTJVX4EU272TEV2WH4VEWRDKRXOTK47MDYMHDB3C5RU5CSEEB52BPNOL2TOIFQ",
        bits: "/hF6BIv8FuiMTpBuj9b8JLt01aMzNdutdv9frsEQ5FkBB/qqqqqv4ATDEIAAqnuvs7iRJ4R7r5MEsivdFN8L3NN2wi73RlZDeEz3" +
            "psua8P2Pfnjaf46MnHJhhk2/qViNx6oe5J+giQho4VCzj4/DtUf7V/j7+cRUDG60fCp1KvorZx79HrUZD5JP2u+Np/YOPu/gkiHo" +
            "geMYAivohLM7JgdwOPqruDbX09vCHhQn/DMG53++dnYv6NbfSjzbEG3CmBtOtJbyLC9vozm9tPiH+gBNTFFkY/idarTq8EcnGhMf" +
            "uvlfjB+t0h3RzTIus5qrZm8EtveS8P/utNa5doA=",
    },
    {
        version: 10, level: "H",
        text: "lM4a2aOHHHVTF-fpEPl0Z9Ze40-Ec14f2b_YEEggfad1hSpGoOzF_xL3aVrl8o1biry_JjYFyQiHV78zxbAbUBgOywcGZUq8" +
            "4DKEO-gRFuKBmsJK6wa",
        bits: "/qoZZcM3P8EKgbIVBpButxoLe9nLt0KIiAu/pdus/J/qhhLsE2r9FhRxB/qqqqqqqv4BiqjF0bMABlGYf4RTKooXxFONs/0Y" +
            "/lPWu1UwWbazS1SYC+08PXVNaNXYxMDGdScsnjljXI9g2bjSPEeveFVeD4MG9f10gCQBL+iCNux6pVYVu/acqjJw6X4u7Oi2" +
            "3ojVwz5aIBDuMPP9udzWXjgIocQJiN3WkO2sm1Z9T3IISbz32YGWdkE7/RA/gyS/UxvZPGHREc6vZiqwIxqCxshFGuusfz6F" +
            "Jvjjo/N7A8ZF2OffhtVPaZZ2Xd6zkUHb323RvkF3vhKVyrTLFA3sKWo9QubRqLYQTx58jSfBjbt4r/JObSwyOeVsKiAcNudv" +
            "CCMm3wpECPRjPsr/mSRcs52P644qaPmTNk+5HyCw4AFUJHtAevt5wppYl2dwM13z7xyUk1ZOAtBDvmvN/oB4FPH0MMd/jd9q" +
            "hRqrEF5xVGtyEcuiTSfy5Q+V0zvEhvNgMumfGFfN+y8EKlFu/EaM/ibh3zt3qwA=",
    },
    {
        version: 14, level: "M",
        text: "CZuZhAh8jJHpletYcAt2xhaXgh-MVqTDBC_YGgIL.vk6YbgUPZIl2y6gt_UckwW2VUVLDTWfL6YH7wUMefmWvw-LiadJpbFA" +
            "9iJagUT6Ywxg76-b1urL0ggI3vbC4F2Cck0kzSKjHD-eBh2ySp3W5wK6cX5cyDdsu603RiyF39YQye9_UFvHRyjkUC-kZJbg" +
            "8OelA_cdLFtt5gMIbErAsYwaxXainPFsQ5OJDjYArTiNQkHViIcOr2E9KnAf3dCduEZL.4qpt94Yv6JM217ArZlpMHrF2REE" +
            "uUpJV8370Gmts0_N0AoEeG5FK5tfsemhnGf5K2r5CIYVK2ezZyf6588cMJxOuj",
        bits: "/gNvdlT+Gdq/wSbMwd73uz8Qbq5CSPEsD20Lt1P7ye8uptBl26zz//hL+jba7BS1vEDSRiQRB/qqqqqqqqqq/gEQTxOpEVNj" +
            "AL4a1PgLf5CAviZGRdsiWRghw36KiBRqFXlZ/X2+fmOxqT+zOjHkFivlxVeoRqTlzw8wK5XCzwVKYVyj4trfv/7DK42UkJvx" +
            "ounmCylXHEQWR5u4Uq+VpDcZve2Jqp2bpzVoSy/3K7TJyayRcioWJgnNXyzj4GxfJSwWdC8Qg0uVTUsLR1pNIlH2e6ny/WnG" +
            "N07Kr9r3/VkP8En/rFEER658TLVFbrOf608avZvqexjJkWqTFzzxNvmFz7D3+cC/+OubdTQPaQbRdAsZR4C5A/fqR1KYQMKq" +
            "VIWI227IZx88VjApsjCwwNtO8wWpFs6Z5/7j87di7O8nCG1cfSEsBTdsTKl1ptWqpShqZeS4I2HaX1FpHgYdIssgLNaojmhR" +
            "JMn9zFJCwFmtSnuaCVWuN3ATinMMaddHz+5k2U2XLsR0J1owgH/HUMc7/JXfs6P7DI/wR6PUdOvEmsxjamL2sUerIpK+0fVD" +
            "EArRc3cQj7s3+3p/vM/9wG4+l4rzVTnoA/1DnC4H2SrqbRQSTqXsy3rxIqGnqhemLU43yEyQlW1zpBrdIDmGWS9idaes7sC+" +
            "kRqyAI+gESJF5fQtO75NOfLOEBOO2higYRzXNtwDZd9s4/2kmkESrlHgsio5km42h1+kHjyFXDL8oxRHHI9fzFG4EfTFr+Yx" +
            "MjsHKeWT6AKLKNT7Ck+aSf+AairHjDxYNUZ/nJhqjPK7LarwWauxjacYPLErqzbPleL/CF+91Z+NuuV0R1fG6qw1aoMVQt3D" +
            "BOAURUdIViHZ/sZgtztKnEJTgA==",
    },
    {
        version: 15, level: "M",
        text: "nxd-zMJOu314IZm92PVvUWTp_rhAVAnPO-9Jf0ltdXAGo7n.44ySgurR3KSWkvZsLJzWqvpWmCCLtMUX_JOW9cmze-cnvdp5" +
            "z.zok40BgX6uzxDTI6snLh9c9ITeImQGUyhCfUMaEoKPiHkWT1QKuAT.0Tbm9.IwVUgymzqVxH2DjCmTKUOBddB9X5wrWYN8" +
            "tn0Ebgn9rKeoNEp8tKWF_fEZJrRnO.AJcjCEB9SbufsmxzEW0_Imka3pWbC93jq00pagjLDzhkQoLVLbgb_OrB6aVLfMOolT" +
            "JWDXahEpquUVbGGUHh_NZRy9_pu3zEEXTtcleuYsxuOcYsXbCDPYlp_FnyURw7stA5R5D1bOqlGK9UHXeqCCw3dRFRXkd3ov" +
            "VsshqETuZ_8PJZUS",
        bits: "/rcQXtDgcaUD/BKvCAl+cosBUG6XVka12ek3Art1Itn2Reuh+pXbqpFv5De+MPOuwWhoxK0rEOpxB/qqqqqqqqqqr+AQBbHg" +
            "msR5BwCLwlT+uWvviDfMiYYRu9tajbWN9qLGetilffTc5yIgpGO3eedxpJd6hhT9saL8bzZo07TTK10xm17QL7yw6Z7WiRWL" +
            "PadOJGOrpqtbKBKsk3CPGEtMdPgsTfDm30KQ5YfO3aVFRu1o1N67CQPHdSCdW55UgKk/AOngiB5gQVgJb8vhcDVWCDgahhx5" +
            "IFbKfb4zKE8VYtkEHQKJv/q0/btP7WrPzEde9HaTEZXhRSK8xeud6anxwqOxt+sZE4xj8TGB/ae/ytb+fq77rHKea880PQIW" +
            "5exb5co7skxWhq4198KkWOYdyltW217G70hrRpLyb9gedNFwVSyZj6jGi0V17aKshQJIK1getk4cZpe2H5Lo9sj0gzxEqJXt" +
            "abS9w1fhiAeQ52ZYTn4tJSq8h4Mauv1ueEuWsnyabIHAXcaqqLYie6HMsITuwYts8WuB9LrrU7kGcEDbbbSnvyiB+u3yirKu" +
            "3p5l6h6t+4nSTbt/d3/5wQ+8eP+rEy0xbvJE2xsbSvQ/qNsqpywamEV5tEAZkYmkxk/73b5OO/mGz+pIcvRFuMNV9O6F982O" +
            "a9LMWu/apuqpcWH3OJfLxMq8lOtY0W1bm7oCvEElAzAdQamaMtvMjWoDzLTVDfbCdtfuAKkNXcK8uPq56cSJOuEL9pO6VRle" +
            "PB6hs3s5tOSUx9lMWAhliToZB1nBHDjFtEsfvV28pLw74MpOhJ/AKfOJfSpeDqtoXQ6Fjp3Kl3LB4S6Tq5JzZZNd08OCE7Lg" +
            "SrmhQjTot6cvn+zQ/j5h/oBhB0fpMx1ChE/6nL6iK1rOEGuwRV/xPodEK2Ebus6d/pcL5cI/vdNjmDYWJkUsKS6Yw7VLsh2l" +
            "75cEdCYIazeaUrC/62lPq5C20obXAA==",
    },
    {
        version: 25, level: "L",
        text: "RGsKGTWhHl8ja8kHRk1FAsuJZ3K2EkZZWZKLBAl2ILrVZHHIR3RNprjRPJAUFi2mtTu6f5V9DYh5qUmUomoa9livVoMdqYW4" +
            "MnEAFAWcfvyxe43l.LrFMXH0AyU3FcvrsQAsuMwb-t3LyUL5xaDLkMQQ64s0oznyNrwJ-3vdU2kPqEeX9dt241P_B3t8jZSq" +
            "uTh9R-x9sE3gXWC6nQFAdrTop5djHIE4Ofc8IUWZAYYcB.9pshzQrPghMHrHxIafG-xuIKS52wNVSEV684u3fgiAiyqkPUYU" +
            "xQXYJJnDK.6MAjhZYOgziiANzuU-rY-fVVqEaY7pQVu35upJ6-ihTOg4.-6KivMmBUxWx9WEocfzVY86mxiq3aEHYE_qgHQv" +
            "Gz1vfs4uyDxQR80gV4uvNXSmTI_EjZA30i_VDNR0j5Jph4VCrgghxrHW2hMeNM_j0Px375U8WksjJ4Ylxh7qHp7vsScdvJh1" +
            "5k1.VzcxkoRg4bZ9M_UIgCToyquRKH7vUsuLtN74.-XQo0Qm7VWc4Y0QDnUeqT.do2MFsmV4MkaVIoLDRRJWhVGroi78TO.o" +
            "lgnHA4hAuIhH4I917.8-pFbVykt-EiS1b1vNb1hf5PXOJ9SzMddVVVIiQhbmKL2y6kybJx469jmtYiY-cY-p3Sv_che8DTeH" +
            "s7yDndTIY2ZUVO8lQESaswiCqwbymR2UmPNeMhyyiYXoIgDk66ucyl3-rI3zDQC_tpQ1clu9adxJSsZfiMRi19XNBNO.M2KQ" +
            "am3MQvU6D_k0c-Wx8Bcgi-WOHIreU2S840lMpQ-4RXbMycwgjMHv4AHr8_2WV1Ts..jl_1y1UVMa5TsuG6Bu2ZwmSAxRQMql" +
            "G_Hl9m34ZPDWeobQ9ImglbGbc.EFfpdEWrQUwqkG-6hX_ivCaeWrJdDKFT6ltXR-E3YpgoHQzOBVoaYIYF9Bozj0_D3w.HlY" +
            "QQw_J375S3fZjKuI7XQMuvoWlhgglCK.bd3fShS1",
        bits: "/sAuAT3EvrBYBYaNX+P8F83vOgvl+BNh+lOEXFBusIObUH6Twb2P2SQC/rt1KFNoMd29qdGZQqctBduizCU/IFcv0mz793Ki" +
            "LsF3wBMbtjvHkBVx8jlZB/qqqqqqqqqqqqqqqqqv4AXB7MSQRfH2DSxcaUIAziLlD/pJgvt2bP953Jl7LT0U5aT9DhM9w+Gg" +
            "rzyXsLrToQCQaWSAtQPGbiWySvqwy7Z6iKwagwTcGq5miSl5rxpAixAcx25n0fAze0Njgkji6SdLgcdW0SrxVmm1TSvyD4aS" +
            "YVSzR47XTORWlZi/QYoewWYBn8qUzWliIxV27trNsRmOrc012Zvqt1MVmGSpXW9tkD4VISaXTjQEdSiWT30Lo/pSwQaAjUy6" +
            "26yWwwstjyqx017WYJWcco1IlxKXHnOjjVxUbnk5Nyw9Ju99z26RGCwwGSRHaEbCDQKhfcSWC6z7YaDATcaCN928DKPilx43" +
            "9tKjyXC5DBZ9lClOBrsVKUyjNhrUzbXwmyK/OXJGb0C2K3bzaQVSCeQGZS3aBbgcURexSen76W7v1ICd5UI9hAKX20xr0R/X" +
            "TZWZcGB8MH4EXX+2YGf2yWD6Syb+HxH7/cSSyRGa7OxUzecQGv4Hbq6J2agvzuqvU4qqRfaBscvhfGt27xH1esUb9pUl+SWw" +
            "P9SzH4aQe+w6OxSWbWZVIyC2QWq6cDsjySF58nepcpdRtPl3Lc5+c+F1tWMhB/DENmtR2wohp7hRJGemfAUJDUAkVIjpEUWS" +
            "zUSSD872kS+btjgWcgdXN0kvHv8+Db55oeAJWpStneTsL9roBFaVhMnB+WqQJYLUCbK2i52pVLiSbKSfY2BXiWIKtVN0MnbZ" +
            "i4u1rwaxrPy4i/wdSJ5G+RQii+onLi+fFFm/UXAbOWMQbVf4fzK11om46QQyDRRwicu6Ay7TpzRruucqlbsoL99B8SMrC1xG" +
            "hFMAdG/oBbrxGFAq68pXNnSQLSGSPIHiTgELoc9faESxVaBSSeKc7R01/CMYCIm/0jdHtTCtLfyEWhAazVBTNHRQdKnyNNyy" +
            "8zd+GSBHC0tTaeDjSZGN6/YTAZfGp4uWQbMRL/v/t/P12fiKmj7/Zw/Yx7f2MW0HTE+C/xbVwUbiuWtXqyTQKyLfGoIybqXx" +
            "3n4MZYndH+wSxc4csRn/Kdb+XoI/sx9L9YMl+KYEar1TnYuWPhGu5ubvAx+R4S5AeXU2SkKyfTTb07UFq8DUJRzEaWjQRWgJ" +
            "K0TqV16rtZSpHDqyI6tMx2rNNdhHQdzmEOcYidez9FW3XQbCwkG+IPb2Dk4L/jibR6n7bTYedCSaFT203p9g68Es72SOrBrq" +
            "caab3LXsuKPtoXutziGfTFui3SYQK/QxRSYyiAa68hd+WWh+wCT80c86x8ghZ3jk8OoI7xBIN+thmY8gpRdJpBaZ/3Tq+JP1" +
            "h5Na/a+jP3HCWU+CB0SwTyGxjWXZbWiyQabemcxe2KAxm+XgTRkdGnyX5ucPxewGmCFnpqEUtXnE78v1vt0vRSdxf/GRLTIM" +
            "C3KKxw5SFWQ2QWRyH2KfhW57JyNuCdyvwIZSMYuzxH9FSY9Ktp2TvtTaGv4Vdd875oyb/QIEfgiWb6fCQ+2xJDYcVezXG6iA" +
            "xeFW8Y2oLn4qNZt6mtr+tqcoqMR+AlcbDjRGXs0xw6bkav5+bE+Unkf6GSD8STe/wB0XmfraTfMaDT6aoUU2k1rsAdw1y657" +
            "gXBxwu46ARIKIm+hy1aLUhaHdO2+i6qfBTa0GiCXQLXTW0UQHMQfEwiQ+ahUTWByOIHvTOsOdY11U11KRB1M12R500HpB9RN" +
            "pOjEmcAdMp0pASdGqwbEb2OCS2qynARNpdSKA3T6Casa7K2y18FbhlCDqwrtQxskiaBDIY92Zq8tWneNbTrK6uhW+2fXl6CQ" +
            "I2amGUTcCdQI402eI/wZ+ahepeQb8Brs8KMbczrRL2I32oewYCbBrZjFIFvrfPvBbpMFkGkpSG4kW0ISa3MATkTlxiYdpJqU" +
            "BVT+YSnayUeS3+4vqCmP1ucT5f55ssrm5xp3xor9HpEhj5fqLzvr2y2zXTCUUWbA+ceRbTxJHlo+gfLZRKCa08Q0miYrGmd/" +
            "Tx1Py9mn7n90/4BhtREZMmRG7uhxJYOse/in0XqwDQqyC8KqJQbqUFMyhMS2E7F3ASxczWETuqYV6/SOK/82+X/T0K+90g2d" +
            "/mo6sZId7zTe3A3uiP+wWUCXThQETS/wOGkFtjpyBa5Cz0yaB6AyA4/oAz7/gJ7HNJ09kpnV3IA=",
    },
];

/** {version, level, text, size, isDark(x, y)} of each. */
export const codes = MADE.map(({bits, version, ...code}) => {
    const size = 17 + 4 * version;
    const bytes = Buffer.from(bits, "base64");
    const isDark = (x, y) => (bytes[(y * size + x) >> 3] >> (7 - (y * size + x) % 8) & 1) === 1;
    return {...code, version, size, isDark};
});

/** The one that is a ticket's. */
export const ticketCode = codes.find(({text}) => /^[A-Z2-7]{164}$/.test(text));
